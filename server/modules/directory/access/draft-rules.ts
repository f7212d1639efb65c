import { createHash } from 'node:crypto'
import type { GrantKind, MappingRule } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { openRoles } from '../find-role.ts'
import { adminRole } from '../role.ts'
import { changesUnder, type Crowd, type CrowdChange, valueOf } from './population.ts'
import { findChangedUsers, findCrowds } from './population.queries.ts'
import { readRules as readInForce, type RulesInForce } from './rules-in-force.ts'
import { findRuleSet } from './rule-sets.queries.ts'
import { readRules } from './read-rules.ts'
import { compileRules, type RuleSet } from './rule.ts'
import { losesAdmins } from './settle-users.ts'

/** New rules, or the version whose rules are taken up again. */
export interface Draft {
  readonly rules?: readonly MappingRule[] | undefined
  readonly restores?: number | undefined
}

/** A draft, and what it comes to for everybody, as the database is now. */
export interface Consequences {
  readonly inForce: RulesInForce
  readonly rules: readonly MappingRule[]
  readonly question: { readonly set: RuleSet; readonly kinds: readonly GrantKind[]; readonly whose: 'everybody' }
  readonly crowds: readonly Crowd[]
  readonly changes: readonly CrowdChange[]
  /** Those that somebody would notice. */
  readonly differing: readonly CrowdChange[]
  readonly hash: string
  readonly refusal: string | null
}

/** Looks at everybody once. Saving does the same and holds its hash against that of the preview, so that what was read is what is done. */
export async function consequencesOf(ctx: Context, draft: Draft): Promise<Consequences> {
  const inForce = await readInForce(ctx.db)
  const rules = await rulesOf(ctx, draft)
  const set = compileRules(rules, inForce.set.customRoles)
  // What neither the old rules nor the new ones give stays as it is.
  const kinds = (['role', 'licence', 'manager'] as const).filter(kind => set.gives.has(kind) || givesAny(inForce, kind))
  const question = { set, kinds, whose: 'everybody' } as const
  const crowds = kinds.length === 0 ? [] : await findCrowds(ctx.db, question)
  const changes = changesUnder(set, crowds, kinds)
  const differing = changes.filter(change => change.kinds.length > 0)
  return {
    inForce,
    rules,
    question,
    crowds,
    changes,
    differing,
    hash: hashOf(inForce.version, rules, differing),
    refusal: await refusalOf(ctx, question, crowds, changes),
  }
}

const givesAny = ({ documents }: RulesInForce, kind: GrantKind): boolean => documents.some(({ gives }) => gives[kind] !== undefined)

async function rulesOf(ctx: Context, { rules, restores }: Draft): Promise<readonly MappingRule[]> {
  if (restores === undefined) return readRules(rules ?? [], await openRoles(ctx.db))
  const found = await findRuleSet(ctx.db, restores)
  if (found === undefined) throw new Refused('not_found', `There is no version ${restores} of the mapping rules.`, { at: 'restores' })
  return found.rules
}

const hashOf = (version: number, rules: readonly MappingRule[], differing: readonly CrowdChange[]): string => {
  const lines = differing.map(({ crowd, after, kinds }) =>
    JSON.stringify([crowd.state, crowd.users, crowd.fingerprint, kinds.map(kind => valueOf(after, kind))]),
  )
  return createHash('sha256')
    .update(JSON.stringify([version, rules, lines.toSorted()]))
    .digest('hex')
}

async function refusalOf(ctx: Context, question: Consequences['question'], crowds: readonly Crowd[], changes: readonly CrowdChange[]): Promise<string | null> {
  const demoting = changes.filter(losesAdmins)
  if (demoting.length === 0) return null
  const changed = new Map(changes.map(change => [change.crowd, change.after.role]))
  const remaining = crowds.reduce((sum, crowd) => sum + ((changed.get(crowd) ?? crowd.state.role[0]) === adminRole ? crowd.active : 0), 0)
  if (remaining > 0) return null
  const demoted = (await findChangedUsers(ctx.db, question, demoting, 0, 4)).map(user => user.user_name)
  const names = demoted.length > 3 ? `${demoted.slice(0, 3).join(', ')} and others` : demoted.join(' and ')
  return `These rules would demote ${names} and leave no active admin. Pin somebody as an admin, or let a rule make somebody one.`
}
