import { z } from 'zod'
import { Instant } from '../scalars.ts'
import { FindingKind } from './finding.ts'
import { RuleOperator } from './mapping-rule.ts'

const Text = z.string().trim().min(1).max(500)
const comparison = { operator: RuleOperator, values: z.array(Text).min(1).max(1000) }

/**
 * One thing that identity sources say of a person. Texts are compared without regard to case; it holds when one of the person's identities
 * satisfies it. A first day that nobody tells has been, a last day that nobody tells never comes.
 */
export const AccessCondition = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('attribute'), name: z.enum(['department', 'title', 'manager', 'employeeNumber']), ...comparison }),
    z.strictObject({ kind: z.literal('group'), source: Text.optional().describe('The identity source whose group it is; any when left out.'), ...comparison }),
    z.strictObject({ kind: z.literal('status'), values: z.array(z.enum(['active', 'locked', 'staged'])).min(1) }),
    z.strictObject({
      kind: z.literal('date'),
      name: z.enum(['startsOn', 'endsOn']),
      operator: z.enum(['on_or_before', 'after']),
      days: z.number().int().min(-3650).max(3650).describe('Counted from today, in UTC: 3 is in three days.'),
    }),
  ])
  .refine(each => !('operator' in each) || each.operator !== 'is' || each.values.length === 1, {
    message: '"is" takes one value; "one_of" takes several.',
    path: ['values'],
  })
export type AccessCondition = z.infer<typeof AccessCondition>

const access = {
  role: Text.optional(),
  licence: Text.optional(),
  groups: z.array(Text).min(1).max(100).optional().describe('Groups to be in, whatever others there are.'),
}

/** What somebody should have: an account in an app, which is a connection by its name (or its id), and what in it. */
export const AppAccess = z.strictObject({ app: Text, ...access })
export type AppAccess = z.infer<typeof AppAccess>

/** Who satisfies the conditions should have what the rule gives. Without a condition on the status it speaks of those who are active or locked. */
export const AccessRule = z.strictObject({
  name: Text.max(200),
  match: z.enum(['all', 'any']).default('all'),
  conditions: z.array(AccessCondition).max(50).default([]),
  gives: z.array(AppAccess).min(1).max(50),
})
export type AccessRule = z.infer<typeof AccessRule>

/**
 * For one person and one app, until the end of a day (UTC). `give`: should have it as said here, before any rule. `leave`: as it is, whatever
 * the rules say. `deny`: should not have it, whatever the rules give.
 */
export const AccessException = z
  .strictObject({
    person: Text.describe('An e-mail address or user name of an identity source.'),
    app: Text,
    effect: z.enum(['give', 'leave', 'deny']),
    ...access,
    reason: Text.min(3, 'Say why, in a few words.'),
    until: z.iso.date('The last day, such as 2026-12-31.'),
  })
  .refine(({ effect, role, licence, groups }) => effect === 'give' || (role ?? licence ?? groups) === undefined, {
    message: 'Only "give" takes a role, a licence or groups.',
    path: ['effect'],
  })
export type AccessException = z.infer<typeof AccessException>

const isEachOnce = (names: readonly string[]): boolean => new Set(names.map(name => name.toLowerCase())).size === names.length

/**
 * Who should have which app, role, licence and groups. Rules are in order: of those that give an app, the first that matches and says a role
 * gives the role; likewise for the licence; groups add up. Nobody but those whom a rule gives it should have an app that is `closed`.
 */
export const AccessRules = z.strictObject({
  rules: z
    .array(AccessRule)
    .max(500)
    .default([])
    .refine(rules => isEachOnce(rules.map(rule => rule.name)), 'Two rules have the same name. Give each its own.'),
  closed: z.array(Text).max(500).default([]).refine(isEachOnce, 'An app is named twice. Name it once.'),
  exceptions: z
    .array(AccessException)
    .max(5000)
    .default([])
    .refine(
      all => isEachOnce(all.map(({ person, app }) => JSON.stringify([person, app]))),
      'Two exceptions are about the same person and app. Keep one of them.',
    ),
})
export type AccessRules = z.infer<typeof AccessRules>

/** Something about rules that is allowed and perhaps not meant. `at`: `rules.0.gives.1.role`. */
export const AccessRuleWarning = z.object({ at: z.string(), sentence: z.string() })
export type AccessRuleWarning = z.infer<typeof AccessRuleWarning>

/** The set in force; version 0 is the empty set that nobody saved. */
export const AccessRuleSet = AccessRules.extend({
  version: z.number().int(),
  savedAt: Instant.nullable(),
  savedBy: z.string().nullable(),
  ended: z.array(z.number().int()).describe('Places of the exceptions whose last day is over: they count no more.'),
  warnings: z.array(AccessRuleWarning),
})
export type AccessRuleSet = z.infer<typeof AccessRuleSet>

const Seen = z.array(z.string()).describe('As sources write them, the most frequent first; the first 200.')

/** What rules can speak of, as it was last read, so that nobody types a department or a role from memory. */
export const AccessRuleChoices = z.object({
  attributes: z.object({ department: Seen, title: Seen, manager: Seen }),
  sources: z.array(z.object({ name: z.string(), groups: Seen })).describe('Identity sources.'),
  apps: z.array(z.object({ name: z.string(), roles: Seen, licences: Seen, groups: Seen })).describe('Connections whose accounts are read.'),
})
export type AccessRuleChoices = z.infer<typeof AccessRuleChoices>

export const AccessRuleVersion = z.object({
  version: z.number().int(),
  savedAt: Instant,
  savedBy: z.string(),
  restores: z.number().int().nullable(),
  rules: z.number().int(),
  exceptions: z.number().int(),
})
export type AccessRuleVersion = z.infer<typeof AccessRuleVersion>

/** What a draft would do, without doing it. */
export const AccessRulesPreview = z.object({
  hash: z.string().describe('What saving asks for: of the draft, the version in force and every finding it opens or resolves.'),
  changes: z
    .array(z.object({ what: z.enum(['rule', 'closed', 'exception']), name: z.string(), change: z.enum(['added', 'removed', 'changed', 'moved']) }))
    .describe('What the draft says differently from the set in force; empty when nothing.'),
  given: z.array(z.object({ rule: z.string(), persons: z.number().int() })).describe('To how many each rule gives something.'),
  persons: z.number().int().describe('About how many a finding opens or is resolved.'),
  opened: z.number().int(),
  resolved: z.number().int(),
  counts: z.array(z.object({ kind: FindingKind, opened: z.number().int(), resolved: z.number().int() })),
  items: z
    .array(z.object({ change: z.enum(['opened', 'resolved']), kind: FindingKind, personName: z.string(), connectionName: z.string(), sentence: z.string() }))
    .describe('The first 200.'),
  warnings: z.array(AccessRuleWarning),
})
export type AccessRulesPreview = z.infer<typeof AccessRulesPreview>
