import type { AccountStatus, Observation } from '@rollcall/contract'
import { dayOf, type Found, type Kind } from './kind.ts'

/** What a finding rested on when it was last true, as the comparison stores it. Instants are those of the database's JSON. */
export interface Grounds {
  readonly identities: readonly (Login & { readonly since: string | null })[]
  readonly accounts: readonly (Login & { readonly lastActiveAt: string | null; readonly firstSeenAt: string })[]
  readonly absences: readonly Read[]
  readonly facts: Readonly<Record<string, string | number | null>>
}

interface Read {
  readonly connectionId: string
  readonly source: string
  readonly readId: string
  readonly complete: boolean
  readonly at: string
}

interface Login extends Read {
  readonly userName: string
  readonly status: AccountStatus
  readonly vendorStatus: string
}

/** The grounds in words, one statement a read. */
export const observationsOf = ({ absence }: Kind, found: Found): Observation[] => [
  ...found.grounds.identities.map(each =>
    observe(each, `${each.userName} is ${each.vendorStatus}${each.since === null ? '' : ` since ${dayOf(each.since)}`}.`),
  ),
  ...found.grounds.accounts.map(each =>
    observe(each, `${each.userName} is ${each.vendorStatus}${each.lastActiveAt === null ? '' : `, last used on ${dayOf(each.lastActiveAt)}`}.`),
  ),
  ...found.grounds.absences.map(each => observe(each, absence?.(found) ?? 'It is not listed.')),
]

const observe = ({ source, readId, complete, at }: Read, statement: string): Observation => ({
  source,
  statement,
  readId,
  complete,
  at: new Date(at).toISOString(),
})

/** Every connection whose reads decide whether it is so. */
export const sourcesOf = ({ identities, accounts, absences }: Grounds): string[] => [...identities, ...accounts, ...absences].map(each => each.connectionId)
