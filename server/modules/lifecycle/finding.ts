import type { Account, AccountStatus, Connection, ErrorCode, Finding } from '@rollcall/contract'
import { refusalByRules, type RuledStanding } from './access-rules/ruled-standing.ts'
import type { FindingRecord } from './finding.queries.ts'
import { observationsOf, sourcesOf } from './findings/grounds.ts'
import { choiceOf, kindOf, repairOf } from './findings/kinds.ts'
import { whyNot } from './refusal.ts'
import { refusalByChoice } from './refusal-by-choice.ts'

/** The newest ended read of a source, and the connection it came through. */
export interface SourceStanding {
  readonly source: string
  readonly state: Connection['state']
  readonly detail: string
  /** Null while nothing was ever read to its end. */
  readonly complete: boolean | null
  readonly problems: readonly string[]
}

/** What holds of a login and its person now: everything that decides whether it may be changed. */
export interface LoginStanding {
  readonly connectionId: string
  readonly externalId: string
  readonly userName: string
  readonly displayName: string
  readonly status: AccountStatus
  readonly version: string
  readonly role: string | null
  readonly licence: string | null
  readonly groups: readonly string[]
  readonly protection: Account['protection']
  /** The last complete read did not list it. */
  readonly absent: boolean
  readonly app: SourceStanding
  readonly personId: string | null
  readonly identities: readonly (SourceStanding & { readonly status: AccountStatus })[]
  /** The list of who has which app, where a step is about one of them. */
  readonly gives?: readonly SourceStanding[]
  /** Why it cannot be said whose account it is, or who the person is. */
  readonly dispute: string | null
  /** Every address of the account and of the person, in lower case. */
  readonly addresses: readonly string[]
}

/** How an account stands. */
export interface Standing extends LoginStanding {
  readonly accountId: string
}

export interface Refusal {
  readonly code: Extract<ErrorCode, 'conflict' | 'excluded' | 'read_incomplete'>
  readonly sentence: string
}

export const isLive = (status: AccountStatus): boolean => status === 'active' || status === 'locked'
const hasLeft = (status: AccountStatus): boolean => status === 'inactive' || status === 'deleted'

/** Why access may not be taken from this account of somebody who left, or null. The one rule for what is shown as blocked, drafted and approved. */
export function refusalOf(standing: Standing): Refusal | null {
  const { app, identities } = standing
  const name = `${standing.userName} in ${app.source}`
  if (!isLive(standing.status)) return { code: 'conflict', sentence: `${name} is not active any more; nothing is left to do.` }
  if (standing.protection === 'none' && standing.dispute === null) {
    if (standing.personId === null || identities.length === 0) return { code: 'conflict', sentence: `No identity source knows whose account ${name} is.` }
    const live = identities.find(identity => !hasLeft(identity.status))
    if (live !== undefined) return { code: 'conflict', sentence: `${live.source} says that the person behind ${name} is ${live.status}.` }
  }
  return whyNot('deactivate_account', standing)
}

/** The same of the step that repairs a finding. Sessions are ended of whoever has left by one sign or another: the account may be closed already. */
export const refusalOfRepair = (finding: Pick<FindingRecord, 'kind' | 'account_id'>, standing: Standing): Refusal | null =>
  repairOf(finding) === 'end_sessions' ? whyNot('end_sessions', standing) : refusalOf(standing)

/** A source whose newest read was not whole. */
export interface Unread {
  readonly connectionId: string
  readonly source: string
  readonly problem: string | null
}

/** How what findings rest on stands at this moment. */
export interface Basis {
  readonly unread: readonly Unread[]
  readonly rules: RuledStanding
  readonly witnesses: readonly SourceStanding[]
}

/** Why nothing may be done about a finding now. One that a person decides on waits only for the reads that it rests on. */
function blockedBy(row: FindingRecord, standing: Standing | null, { unread, rules, witnesses }: Basis): string | null {
  if (row.state === 'resolved') return null
  if (kindOf(row.kind).ruled === true) return refusalByRules(row, standing, rules)?.sentence ?? unreadBelow(row, unread)
  if (repairOf(row) !== null) return standing === null ? null : (refusalOfRepair(row, standing)?.sentence ?? null)
  if (row.kind === 'read_incomplete' || row.kind === 'connection_broken') return null
  const refusal = choiceOf(row) === null || standing === null ? null : refusalByChoice(row.kind, standing, witnesses)
  return unreadBelow(row, unread) ?? refusal?.sentence ?? null
}

function unreadBelow(row: FindingRecord, unread: readonly Unread[]): string | null {
  const sources = new Set([row.connection_id, ...sourcesOf(row.evidence)])
  const one = unread.find(({ connectionId }) => sources.has(connectionId))
  return one === undefined
    ? null
    : `The last read of ${one.source} was incomplete, so this may not be so. ${one.problem ?? ''} Read it again.`.replace('  ', ' ')
}

/** `standing` is null for a finding without an account. */
export function toFinding(row: FindingRecord, standing: Standing | null, basis: Basis): Finding {
  const kind = kindOf(row.kind)
  const found = {
    personName: row.person_name,
    connectionName: row.connection_name,
    grounds: row.evidence,
    login: row.evidence.accounts[0]?.userName ?? row.person_name,
  }
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    subjectId: row.subject_id,
    personId: row.person_id,
    personName: row.person_name,
    accountId: row.account_id,
    connectionId: row.connection_id,
    connectionName: row.connection_name,
    sentence: kind.sentence(found),
    evidence: observationsOf(kind, found),
    repair: repairOf(row),
    choice: choiceOf(row),
    blocked: blockedBy(row, standing, basis),
    cost: row.cost === null ? null : { amount: Number(row.cost), currency: row.currency ?? '' },
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    note: row.note,
    accepted: row.accepted_until === null ? null : { until: row.accepted_until.toISOString(), by: row.accepted_by ?? '', reason: row.accepted_reason ?? '' },
    since: row.since.toISOString(),
    firstSeenAt: row.first_seen_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    planId: row.plan_id,
  }
}
