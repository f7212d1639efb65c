import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'
import { AccountStatus, LinkReason } from './person.ts'

/** A login, in an identity source or in an app. */
export const LoginRef = z.object({ kind: z.enum(['identity', 'account']), id: Id })
export type LoginRef = z.infer<typeof LoginRef>

/** What of a login is compared with another. */
export const MatchLogin = LoginRef.extend({
  connectionName: z.string(),
  userName: z.string(),
  displayName: z.string(),
  /** Every address, in lower case. */
  emails: z.array(z.string()),
  employeeNumber: z.string().nullable(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  managerEmail: z.string().nullable(),
  status: AccountStatus,
  link: LinkReason.nullable(),
})
export type MatchLogin = z.infer<typeof MatchLogin>

/** One side of a question: a person with all their logins, or a login that belongs to nobody yet (`personId` is null). */
export const MatchSide = z.object({ personId: Id.nullable(), name: z.string(), logins: z.array(MatchLogin) })
export type MatchSide = z.infer<typeof MatchSide>

/** Someone who may be meant, with what speaks for it and against it in words. */
export const MatchCandidate = MatchSide.extend({ personId: Id, agrees: z.array(z.string()), differs: z.array(z.string()) })
export type MatchCandidate = z.infer<typeof MatchCandidate>

/**
 * A question that only a human can settle. `disputed_login`: whose is this login? `disputed_persons`: two persons claim the same address
 * or number. `unlinked`: accounts that no identity source stands behind. `similar`: two persons who look like one.
 */
export const MatchQuestion = z.object({
  id: Id,
  kind: z.enum(['disputed_login', 'disputed_persons', 'unlinked', 'similar']),
  /** Why it is asked. */
  detail: z.string(),
  /** The login of a `disputed_login`. */
  login: LoginRef.nullable(),
  subject: MatchSide,
  /** The best first. */
  candidates: z.array(MatchCandidate),
})
export type MatchQuestion = z.infer<typeof MatchQuestion>

const reason = z.string().trim().max(500).default('')

/**
 * What a human says. `link`: the login is this person's; `from` is whose it was when it was shown. `split`: it is not this person's, and no
 * rule says so again. `merge`: the other person is this one. `different`: the two are not one.
 */
export const MatchAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('link'), login: LoginRef, personId: Id, from: Id.nullable(), reason }),
  z.object({ kind: z.literal('split'), login: LoginRef, personId: Id, reason }),
  z.object({ kind: z.literal('merge'), personId: Id, otherId: Id, reason }),
  z.object({ kind: z.literal('different'), personId: Id, otherId: Id, reason }),
])
export type MatchAnswer = z.infer<typeof MatchAnswer>

/** An answer that was given, for as long as nobody undoes it. */
export const MatchDecision = z.object({
  id: Id,
  kind: z.enum(['link', 'split', 'merge', 'different']),
  /** `ana@acme.test in Relay belongs to Ana Ruiz.` */
  sentence: z.string(),
  personId: Id,
  otherId: Id.nullable(),
  login: LoginRef.nullable(),
  reason: z.string(),
  decidedBy: z.string(),
  decidedAt: Instant,
  undoneBy: z.string().nullable(),
  undoneAt: Instant.nullable(),
})
export type MatchDecision = z.infer<typeof MatchDecision>
