import type { FindingKind, StepAction } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { findConnections } from '../../connections/index.ts'
import type { Refusal, SourceStanding, Standing } from '../finding.ts'
import { repairOf } from '../findings/kinds.ts'
import { whyNot, whyUnread } from '../refusal.ts'
import { resourcesOf } from '../resources.ts'
import { findSources } from '../standing.queries.ts'
import { traits } from '../step.ts'
import type { CompiledRules } from './compiled-rules.ts'
import { type Expected, findExcepted, findExpected } from './expected.queries.ts'
import { readRulesInForce } from './rules-in-force.ts'

/** What the rules say at this moment of some persons, and how everything that they look at was read. */
export interface RuledStanding {
  readonly rules: CompiledRules | null
  readonly expected: ReadonlyMap<string, Expected>
  readonly excepted: ReadonlyMap<string, 'give' | 'leave' | 'deny'>
  readonly sources: readonly SourceStanding[]
}

/** A finding that rests on the rules. */
export interface RuledFinding {
  readonly kind: FindingKind
  readonly person_id: string | null
  readonly person_name: string
  readonly account_id: string | null
  readonly connection_id: string
}

const keyOf = (personId: string | null, connectionId: string): string => `${personId} ${connectionId}`

export const expectedFor = ({ expected }: RuledStanding, { person_id: person, connection_id: connection }: RuledFinding): Expected | undefined =>
  expected.get(keyOf(person, connection))

export async function findRuledStanding(ctx: Context, findings: readonly RuledFinding[]): Promise<RuledStanding> {
  const { db } = ctx
  const personIds = [...new Set(findings.flatMap(finding => finding.person_id ?? []))]
  if (personIds.length === 0) return { rules: null, expected: new Map(), excepted: new Map(), sources: [] }
  const { compiled: rules } = await readRulesInForce(db, ctx.clock.now())
  const expected = rules === null ? [] : await findExpected(db, rules, personIds)
  const excepted = rules === null ? [] : await findExcepted(db, rules, personIds)
  const known = (await findConnections(db)).filter(({ connector }) => resourcesOf(connector).includes('identities'))
  const sources = await findSources(
    db,
    known.map(({ id }) => id),
    'identities',
  )
  return {
    rules,
    expected: new Map(expected.map(each => [keyOf(each.personId, each.connectionId), each])),
    excepted: new Map(excepted.map(each => [keyOf(each.personId, each.connectionId), each.effect])),
    sources: [...sources.values()],
  }
}

/** Whether the rules still say what the finding says of them. */
function stillSaid(finding: RuledFinding, standing: RuledStanding): boolean {
  const wanted = expectedFor(standing, finding)
  if (finding.kind !== 'account_without_rule') return wanted !== undefined
  const effect = standing.excepted.get(keyOf(finding.person_id, finding.connection_id))
  if (wanted !== undefined || effect === 'leave') return false
  return effect === 'deny' || standing.rules?.closed.includes(finding.connection_id) === true
}

/**
 * Why a finding that rests on the rules may not be repaired now, or null. What takes access away needs complete reads of every identity
 * source: one that was not read may be the one by which a rule gives it.
 */
export function refusalByRules(finding: RuledFinding, account: Standing | null, standing: RuledStanding): Refusal | null {
  const action: StepAction | null = repairOf(finding)
  if (action === null) return null
  const unread = traits[action].takes ? whyUnread(action, standing.sources) : null
  if (unread !== null) return unread
  if (!stillSaid(finding, standing))
    return { code: 'conflict', sentence: `The access rules say something else of ${finding.person_name} by now. Compare again.` }
  if (account === null) return null
  if (account.personId !== finding.person_id)
    return { code: 'conflict', sentence: `${account.userName} in ${account.app.source} belongs to somebody else since this was found. Compare again.` }
  return whyNot(action, account)
}
