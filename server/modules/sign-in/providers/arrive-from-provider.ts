import { as, type Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { type ArrivalChange, type Arriving, createByJit, findUser, findUserByEmail, updateByJit, type UserRow } from '../../directory/index.ts'
import { actorOfUser, startSession } from '../sessions.ts'
import { arrivingFrom } from './claims.ts'
import { findSubject, linkSubject, type ProviderRow, updateProvider } from './provider.queries.ts'
import { answersFor, domainOf, mayTakeOver } from './responsible.ts'

/** What a provider vouched for. Its protocol has checked everything about it but who that is here. */
export interface Assertion {
  /** The provider's name for the person, which does not change: a persistent NameID, OIDC's `sub`. */
  readonly subject: string
  /** What the person may be known by here besides the e-mail; null when the provider said nothing of the kind. */
  readonly userName: string | null
  /** Null when there is none, or when the provider does not vouch for it (OIDC `email_verified: false`). */
  readonly email: string | null
  readonly attributes: Readonly<Record<string, readonly string[]>>
  readonly session: { readonly index: string | null; readonly detail: unknown }
}

export interface Arrived {
  /** The session's secret. */
  readonly session: string
  readonly user: UserRow
  /** Whether the user was made by this sign-in. */
  readonly made: boolean
  /** What else it changed of them. */
  readonly changes: readonly ArrivalChange[]
  /** Why a role, a licence or a manager of the claims was not given. */
  readonly problem: string | null
}

/**
 * Signs in whom a provider vouched for: by the stored link, or else by e-mail or user name where the provider answers for the domain, or
 * else as a new user where it may make some. Refuses `sign_in_failed` with one sentence, and then nothing is changed.
 */
export const arriveFromProvider = (ctx: Context, provider: ProviderRow, assertion: Assertion, client: string): Promise<Arrived> =>
  ctx.transaction(async () => {
    const arriving = arrivingFrom(assertion)
    const known = (await byLink(ctx, provider, assertion)) ?? (await byName(ctx, provider, assertion))
    const found = known ?? (await make(ctx, provider, arriving))
    if (!found.active) throw new Refused('sign_in_failed', `The account ${found.email} is deactivated. Ask an admin of this workspace.`)
    const { user, changes, problem } =
      known === null || arriving === null ? { user: found, changes: [], problem: null } : await updateByJit(ctx, found.id, arriving)
    await linkSubject(ctx.db, { provider_id: provider.id, subject: assertion.subject, user_id: user.id, linked_at: ctx.clock.now() })
    const { index, detail } = assertion.session
    const session = await startSession(ctx, user, client, { providerId: provider.id, subject: assertion.subject, index, detail })
    await updateProvider(ctx.db, provider.id, { last_sign_in_at: ctx.clock.now() })
    await record(as(ctx, actorOfUser(user)), 'session.started', user.id, { provider: provider.name, client, ...(known === null ? { made: true } : {}) })
    return { session, user, made: known === null, changes, problem }
  })

/** An e-mail address can be given to somebody else: as a subject it counts only while it is the user's. */
async function byLink(ctx: Context, provider: ProviderRow, { subject }: Assertion): Promise<UserRow | null> {
  const link = await findSubject(ctx.db, provider.id, subject)
  const user = link === undefined ? undefined : await findUser(ctx.db, link.user_id)
  if (user === undefined) return null
  const isTheirs = [user.email, user.user_name].some(name => name.toLowerCase() === subject.toLowerCase())
  return subject.includes('@') && !isTheirs ? null : user
}

async function byName(ctx: Context, provider: ProviderRow, { email, userName }: Assertion): Promise<UserRow | null> {
  const found = new Map<string, UserRow>()
  for (const name of [email, userName]) {
    const user = name === null ? undefined : await findUserByEmail(ctx.db, name)
    if (user !== undefined) found.set(user.id, user)
  }
  const [user, other] = found.values()
  if (user === undefined) return null
  if (other !== undefined)
    throw new Refused(
      'sign_in_failed',
      `${provider.name} says ${email ?? ''} and ${userName ?? ''}, which are two users here. Ask an admin to tell them apart.`,
    )
  if (!(await mayTakeOver(ctx, provider, user)))
    throw new Refused('sign_in_failed', `${provider.name} does not answer for ${user.email}. Sign in the way you did before, or ask an admin.`)
  return user
}

async function make(ctx: Context, provider: ProviderRow, arriving: Arriving | null): Promise<UserRow> {
  if (arriving === null) throw new Refused('sign_in_failed', `${provider.name} sent no e-mail address. Ask an admin to add it to the claims.`)
  const { email } = arriving
  if (!provider.makes_users) throw new Refused('sign_in_failed', `There is no user ${email} here yet. Ask an admin of this workspace to add you.`)
  if (!(await answersFor(ctx, provider, domainOf(email) ?? '')))
    throw new Refused('sign_in_failed', `${provider.name} does not answer for ${email}. Ask an admin which provider does.`)
  const user = await createByJit(ctx, arriving)
  // Another sign-in may have been quicker, through another provider.
  if (!(await mayTakeOver(ctx, provider, user))) throw new Refused('sign_in_failed', `${provider.name} does not answer for ${email}. Ask an admin.`)
  return user
}
