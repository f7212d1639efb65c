import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { AccessRuleChoices, AccessRules, AccessRuleSet, AccessRulesPreview, AccessRuleVersion } from '../records/access-rule.ts'

const Version = z.object({ version: z.coerce.number().int().min(1) })

const Draft = z.object({
  document: AccessRules.optional(),
  restores: z.number().int().min(1).optional().describe('The version that is taken up again, in place of `document`.'),
})
const isOne = ({ document, restores }: z.infer<typeof Draft>) => (document === undefined) !== (restores === undefined)
const eitherOr = 'Give either the rules or the version to restore.'

export const readAccessRules = endpoint({
  id: 'readAccessRules',
  method: 'GET',
  path: '/access-rules',
  summary: 'The access rules in force: who should have which app, role, licence and groups.',
  reply: AccessRuleSet,
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const listAccessRuleChoices = endpoint({
  id: 'listAccessRuleChoices',
  method: 'GET',
  path: '/access-rules/choices',
  summary: 'What access rules can speak of: attributes and groups of identity sources; apps with their roles, licences and groups.',
  reply: AccessRuleChoices,
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const previewAccessRules = endpoint({
  id: 'previewAccessRules',
  method: 'POST',
  path: '/access-rules/preview',
  summary: 'Which findings a draft of the access rules would open and resolve. Nothing is saved.',
  body: Draft.refine(isOne, eitherOr),
  reply: AccessRulesPreview,
  errors: ['not_found'],
  permission: 'settings:write',
  audit: unaudited('saves nothing'),
})

/** Compares everything again, in the same transaction. Changes no account: that takes a plan. */
export const saveAccessRules = endpoint({
  id: 'saveAccessRules',
  method: 'PUT',
  path: '/access-rules',
  summary: 'Save access rules exactly as they were previewed.',
  body: Draft.extend({ hash: z.string() }).refine(isOne, eitherOr),
  reply: AccessRuleSet,
  errors: ['rules_stale', 'not_found'],
  permission: 'settings:write',
  audit: 'access_rules.saved',
})

export const listAccessRuleVersions = endpoint({
  id: 'listAccessRuleVersions',
  method: 'GET',
  path: '/access-rules/versions',
  summary: 'The sets that were saved, newest first.',
  reply: z.object({ items: z.array(AccessRuleVersion) }),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const readAccessRuleVersion = endpoint({
  id: 'readAccessRuleVersion',
  method: 'GET',
  path: '/access-rules/versions/:version',
  summary: 'The access rules of one version.',
  params: Version,
  reply: AccessRuleVersion.extend({ document: AccessRules }),
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})
