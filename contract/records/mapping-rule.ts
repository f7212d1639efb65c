import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

const Text = z.string().trim().min(1).max(500)

export const RuleOperator = z.enum(['is', 'one_of', 'contains', 'starts_with'])
export type RuleOperator = z.infer<typeof RuleOperator>

const comparison = { operator: RuleOperator, values: z.array(Text).min(1).max(1000) }

/**
 * One thing a rule looks at: a SCIM attribute by its path (RFC 7644, section 3.10), a claim of a SAML or OIDC sign-in by its name, or the groups a
 * user is a direct member of, by name. An attribute with several values satisfies it when one of them does.
 */
export const RuleCondition = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('attribute'), path: Text.describe('department, title, urn:…:User:costCenter, emails.value'), ...comparison }),
    z.strictObject({ kind: z.literal('claim'), name: Text, ...comparison }),
    z.strictObject({ kind: z.literal('group'), ...comparison }),
  ])
  .refine(({ operator, values }) => operator !== 'is' || values.length === 1, { message: '"is" takes one value; "one_of" takes several.', path: ['values'] })
export type RuleCondition = z.infer<typeof RuleCondition>

/** Who the manager is: somebody named (e-mail, user name, id or external id), or whom an attribute or a claim of the user names. */
export const ManagerGrant = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('named'), value: Text }),
  z.strictObject({ kind: z.literal('attribute'), path: Text }),
  z.strictObject({ kind: z.literal('claim'), name: Text }),
])
export type ManagerGrant = z.infer<typeof ManagerGrant>

export const GrantKind = z.enum(['role', 'licence', 'manager'])
export type GrantKind = z.infer<typeof GrantKind>

/** Who satisfies the conditions is given what the rule gives. A rule without conditions is for everybody: the default. */
export const MappingRule = z.strictObject({
  id: Id,
  match: z.enum(['all', 'any']),
  conditions: z.array(RuleCondition).max(50),
  gives: z
    .strictObject({
      role: Text.optional().describe("A role's id or its name; the id is kept."),
      licence: z.enum(['recorder', 'listener']).optional(),
      manager: ManagerGrant.optional(),
    })
    .refine(
      ({ role, licence, manager }) => role !== undefined || licence !== undefined || manager !== undefined,
      'It gives neither role nor licence nor manager. Give one of them.',
    ),
})
export type MappingRule = z.infer<typeof MappingRule>

/** In order: of the rules that give a role, the first that matches gives it; likewise for licence and manager. */
export const MappingRules = z
  .array(MappingRule)
  .max(2000)
  .refine(rules => new Set(rules.map(rule => rule.id)).size === rules.length, 'Two rules have the same id. Give each its own.')

/** The set in force; version 0 is the empty set that nobody saved. `given` counts by rule who has something by it. */
export const MappingRuleSet = z.object({
  version: z.number().int(),
  savedAt: Instant.nullable(),
  savedBy: z.string().nullable(),
  rules: z.array(MappingRule),
  given: z.record(z.string(), z.number().int()),
})
export type MappingRuleSet = z.infer<typeof MappingRuleSet>

export const MappingRuleVersion = z.object({
  version: z.number().int(),
  savedAt: Instant,
  savedBy: z.string(),
  restores: z.number().int().nullable(),
  rules: z.number().int(),
  changed: z.number().int().describe('How many users it gave another role, licence or manager.'),
})
export type MappingRuleVersion = z.infer<typeof MappingRuleVersion>

/** Roles by their names, managers by what they were named with. */
const FromTo = z.object({ kind: GrantKind, from: z.string().nullable(), to: z.string().nullable() })

/** Why somebody has it: a rule of the draft, or without one the door that said so; `default` where nobody did. */
export const GrantReason = z.object({ rule: Id.nullable(), source: z.enum(['default', 'manual', 'jit', 'scim', 'pinned']) })
export type GrantReason = z.infer<typeof GrantReason>

export const AccessChange = z.object({
  userId: Id,
  name: z.string(),
  userName: z.string(),
  changes: z.array(FromTo.extend({ because: GrantReason })),
})
export type AccessChange = z.infer<typeof AccessChange>

/** What a draft would do, without doing it. */
export const RulesPreview = z.object({
  hash: z.string().describe('What saving asks for: of the draft, the version in force and everybody it would change.'),
  users: z.number().int().describe('How many users there are.'),
  changed: z.number().int().describe('How many would get another role, licence or manager.'),
  counts: z.array(FromTo.extend({ users: z.number().int() })),
  items: z.array(AccessChange),
  nextCursor: z.string().nullable(),
  refusal: z.string().nullable().describe('Why it would be refused: it leaves no admin.'),
})
export type RulesPreview = z.infer<typeof RulesPreview>

/** One rule held against one user. */
export const TriedRule = z.object({
  rule: MappingRule,
  matches: z.boolean(),
  conditions: z.array(z.object({ condition: RuleCondition, found: z.array(z.string()), matches: z.boolean() })),
  gives: z.array(GrantKind).describe('What it gives; empty where an earlier rule, or the user itself, says so already.'),
})
export type TriedRule = z.infer<typeof TriedRule>

export const RuleAttribute = z.object({
  kind: z.enum(['attribute', 'claim', 'group']),
  path: z.string().describe('The path of an attribute, the name of a claim; empty for groups.'),
  label: z.string(),
  description: z.string(),
  caseExact: z.boolean(),
  values: z.array(z.string()).describe('Some that arrived, the most frequent first.'),
})
export type RuleAttribute = z.infer<typeof RuleAttribute>
