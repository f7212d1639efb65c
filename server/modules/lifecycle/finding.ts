import type { Account, AccountStatus, Connection, ErrorCode, Finding, Observation } from '@rollcall/contract'
import type { FindingRecord } from './finding.queries.ts'

/** What a finding rested on when it was last true, as the comparison stores it. Instants are those of the database's JSON. */
export interface Grounds {
  readonly identities: readonly (Ground & { readonly since: string | null })[]
  readonly account: Ground & { readonly lastActiveAt: string | null }
}

interface Ground {
  readonly source: string
  readonly userName: string
  readonly status: AccountStatus
  readonly vendorStatus: string
  readonly readId: string
  readonly complete: boolean
  readonly at: string
}

/** The newest ended read of a source, and the connection it came through. */
export interface SourceStanding {
  readonly source: string
  readonly state: Connection['state']
  readonly detail: string
  /** Null while nothing was ever read to its end. */
  readonly complete: boolean | null
  readonly problems: readonly string[]
}

/** What holds of an account and its person now: everything that decides whether it may be changed. */
export interface Standing {
  readonly accountId: string
  readonly connectionId: string
  readonly externalId: string
  readonly userName: string
  readonly displayName: string
  readonly status: AccountStatus
  readonly version: string
  readonly role: string | null
  readonly protection: Account['protection']
  /** The last complete read did not list it. */
  readonly absent: boolean
  readonly app: SourceStanding
  readonly personId: string | null
  readonly identities: readonly (SourceStanding & { readonly status: AccountStatus })[]
  /** Why it cannot be said whose account it is, or who the person is. */
  readonly dispute: string | null
  /** Every address of the account and of the person, in lower case. */
  readonly addresses: readonly string[]
}

export interface Refusal {
  readonly code: Extract<ErrorCode, 'conflict' | 'excluded' | 'read_incomplete'>
  readonly sentence: string
}

export const isLive = (status: AccountStatus): boolean => status === 'active' || status === 'locked'
const hasLeft = (status: AccountStatus): boolean => status === 'inactive' || status === 'deleted'

const protectionWords: Record<Exclude<Account['protection'], 'none'>, string> = {
  service: 'a service account',
  break_glass: 'a break-glass account',
  connector: 'the account that the connection itself signs in with',
}

/** Why access may not be taken from this account now, or null. The one rule for what is shown as blocked, drafted and approved. */
export function refusalOf(standing: Standing): Refusal | null {
  const { app, identities, dispute, protection } = standing
  const name = `${standing.userName} in ${app.source}`
  if (!isLive(standing.status)) return { code: 'conflict', sentence: `${name} is not active any more; nothing is left to do.` }
  if (protection !== 'none') return { code: 'excluded', sentence: `${name} is ${protectionWords[protection]} and is left out of every plan.` }
  if (dispute !== null) return { code: 'conflict', sentence: `It is disputed whose account ${name} is: ${dispute} Decide it under Matching.` }
  if (standing.personId === null || identities.length === 0) return { code: 'conflict', sentence: `No identity source knows whose account ${name} is.` }
  const live = identities.find(identity => !hasLeft(identity.status))
  if (live !== undefined) return { code: 'conflict', sentence: `${live.source} says that the person behind ${name} is ${live.status}.` }
  const sources = [app, ...identities]
  const unread = sources.find(source => source.complete !== true)
  if (unread !== undefined) return { code: 'read_incomplete', sentence: unreadSentence(unread) }
  const broken = sources.find(source => source.state !== 'working')
  if (broken !== undefined) return { code: 'conflict', sentence: `${broken.source} needs attention first: ${broken.detail}` }
  if (standing.absent) return { code: 'conflict', sentence: `${app.source} did not list ${standing.userName} when it was last read. Read it again.` }
  return null
}

const unreadSentence = ({ source, complete, problems }: SourceStanding): string =>
  complete === null
    ? `${source} was never read to the end. Read it first.`
    : `The last read of ${source} was incomplete, so no access is taken away by it. ${problems[0] ?? ''} Read it again.`.replace('  ', ' ')

const day = (instant: string): string => new Date(instant).toISOString().slice(0, 10)

const observations = ({ identities, account }: Grounds): Observation[] => [
  ...identities.map(({ since, ...identity }) =>
    observe(identity, `${identity.userName} is ${identity.vendorStatus}${since === null ? '' : ` since ${day(since)}`}.`),
  ),
  observe(account, `${account.userName} is ${account.vendorStatus}${account.lastActiveAt === null ? '' : `, last used on ${day(account.lastActiveAt)}`}.`),
]

const observe = ({ source, readId, complete, at }: Ground, statement: string): Observation => ({
  source,
  statement,
  readId,
  complete,
  at: new Date(at).toISOString(),
})

/** `standing` is null for a finding that is over: nothing blocks it any more. */
export const toFinding = (row: FindingRecord, standing: Standing | null): Finding => {
  const { identities, account } = row.evidence
  const sources = identities.map(({ source, vendorStatus }) => `${vendorStatus} in ${source}`)
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    personId: row.person_id,
    personName: row.person_name,
    accountId: row.account_id,
    connectionId: row.connection_id,
    connectionName: row.connection_name,
    sentence: `${row.person_name} is ${sources.join(' and ')}, but the account ${account.userName} in ${row.connection_name} is ${account.status}; it should be inactive.`,
    evidence: observations(row.evidence),
    blocked: standing === null ? null : (refusalOf(standing)?.sentence ?? null),
    since: row.since.toISOString(),
    firstSeenAt: row.first_seen_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    planId: row.plan_id,
  }
}
