import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { PageQuery } from '../page.ts'
import {
  GrantKind,
  GrantReason,
  MappingRule,
  MappingRules,
  MappingRuleSet,
  MappingRuleVersion,
  RuleAttribute,
  RulesPreview,
  TriedRule,
} from '../records/mapping-rule.ts'

const Version = z.object({ version: z.coerce.number().int().min(1) })

const Draft = z.object({
  rules: MappingRules.optional(),
  restores: z.number().int().min(1).optional().describe('The version whose rules are taken up again, in place of `rules`.'),
})
const isOne = ({ rules, restores }: z.infer<typeof Draft>) => (rules === undefined) !== (restores === undefined)
const eitherOr = 'Give either the rules or the version to restore.'

export const readMappingRules = endpoint({
  id: 'readMappingRules',
  method: 'GET',
  path: '/mapping-rules',
  summary: 'The mapping rules in force, in their order.',
  reply: MappingRuleSet,
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const previewMappingRules = endpoint({
  id: 'previewMappingRules',
  method: 'POST',
  path: '/mapping-rules/preview',
  summary: 'What a draft of the rules would do to whom. Nothing is saved.',
  query: PageQuery,
  body: Draft.refine(isOne, eitherOr),
  reply: RulesPreview,
  errors: ['not_found'],
  permission: 'settings:write',
  audit: unaudited('saves nothing'),
})

/** Applies to everybody in the same transaction, with an event for each user it changes. */
export const saveMappingRules = endpoint({
  id: 'saveMappingRules',
  method: 'PUT',
  path: '/mapping-rules',
  summary: 'Save rules exactly as they were previewed.',
  body: Draft.extend({ hash: z.string() }).refine(isOne, eitherOr),
  reply: MappingRuleSet,
  errors: ['rules_stale', 'last_admin', 'not_found'],
  permission: 'settings:write',
  audit: 'mapping_rules.saved',
})

export const listMappingRuleVersions = endpoint({
  id: 'listMappingRuleVersions',
  method: 'GET',
  path: '/mapping-rules/versions',
  summary: 'The sets that were saved, newest first.',
  reply: z.object({ items: z.array(MappingRuleVersion) }),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const readMappingRuleVersion = endpoint({
  id: 'readMappingRuleVersion',
  method: 'GET',
  path: '/mapping-rules/versions/:version',
  summary: 'The rules of one version.',
  params: Version,
  reply: MappingRuleVersion.extend({ rules: z.array(MappingRule) }),
  errors: ['not_found'],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const tryMappingRules = endpoint({
  id: 'tryMappingRules',
  method: 'POST',
  path: '/mapping-rules/try',
  summary: 'What the rules give one user or one set of claims, step by step. Nothing is saved.',
  body: z.object({
    user: z.record(z.string(), z.unknown()).optional().describe('A SCIM user as an identity provider sends it.'),
    claims: z.record(z.string(), z.unknown()).optional().describe('Claims of a SAML or OIDC sign-in.'),
    groups: z.array(z.string()).max(1000).optional().describe('The groups the user is in, by name.'),
    rules: MappingRules.optional().describe('A draft; the rules in force when left out.'),
  }),
  reply: z.object({
    steps: z.array(TriedRule),
    result: z.array(z.object({ kind: GrantKind, value: z.string().nullable(), because: GrantReason })),
    ignored: z.array(z.string()).describe('Attributes that no schema has.'),
  }),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('saves nothing'),
})

export const importMappingExpression = endpoint({
  id: 'importMappingExpression',
  method: 'POST',
  path: '/mapping-rules/import',
  summary: 'Turn a Switch expression of Entra ID (Azure) into rules. Nothing is saved.',
  body: z.object({
    expression: z.string().max(100_000),
    kind: GrantKind.optional().describe('What it gives; told from its values when left out.'),
    path: z.string().max(200).optional().describe('Where its attribute arrives, when that cannot be told from its name.'),
  }),
  reply: z.object({ rules: z.array(MappingRule), notes: z.array(z.string()) }),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('saves nothing'),
})

export const listRuleAttributes = endpoint({
  id: 'listRuleAttributes',
  method: 'GET',
  path: '/mapping-rules/attributes',
  summary: 'What rules can look at: attributes of the schemas, claims that arrived, groups.',
  reply: z.object({ items: z.array(RuleAttribute) }),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const listAwaitedManagers = endpoint({
  id: 'listAwaitedManagers',
  method: 'GET',
  path: '/mapping-rules/awaited-managers',
  summary: 'Managers that were named and are not here yet; their teams form when they arrive.',
  reply: z.object({ items: z.array(z.object({ name: z.string(), users: z.number().int() })) }),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})
