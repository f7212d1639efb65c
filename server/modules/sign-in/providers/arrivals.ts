import { SignInArrival } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { hashSecret, sameSecret } from '../../../secrets.ts'
import { userToApi } from '../../directory/index.ts'
import { type ArrivalRow, findArrivals, insertArrival, takeWaiting, updateArrival } from './arrival.queries.ts'
import { type Arrived, arriveFromProvider, type Assertion } from './arrive-from-provider.ts'
import type { ProviderRow } from './provider.queries.ts'
import type { ArrivalOutcome } from './provider.tables.ts'
import { openProvider } from './save-provider.ts'

const Detail = SignInArrival.pick({ said: true, user: true })
type Said = SignInArrival['said']

/** How a provider proved what it said. */
export interface Proof {
  readonly issuer: string
  /** SHA-256 of the certificate that signed it. */
  readonly certificate: string | null
}

const shown = 50
/** A browser comes back at once; whatever waits longer was not its own. */
const waitingMilliseconds = 120_000

const Waiting = z.object({
  assertion: z.object({
    subject: z.string(),
    userName: z.string().nullable(),
    email: z.string().nullable(),
    attributes: z.record(z.string(), z.array(z.string())),
    session: z.object({ index: z.string().nullable(), detail: z.unknown() }),
  }),
  browserHash: z.string(),
  returnTo: z.string(),
  until: z.iso.datetime(),
})

const saidIn = ({ subject, email, attributes }: Assertion, { issuer, certificate }: Proof): Said => ({
  subject,
  email,
  attributes: Object.fromEntries(Object.entries(attributes).map(([name, values]) => [name, [...values]])),
  issuer,
  certificate,
})

const userIn = ({ user, made, changes, problem }: Arrived): SignInArrival['user'] => ({
  email: user.email,
  name: user.name,
  role: userToApi(user).role,
  licence: user.licence,
  made,
  changes: [...changes],
  problem,
})

const toApi = ({ id, at, outcome, refusal, detail }: ArrivalRow): SignInArrival => ({ id, at: at.toISOString(), outcome, refusal, ...Detail.parse(detail) })

export async function listArrivals(ctx: Context, providerId: string): Promise<SignInArrival[]> {
  await openProvider(ctx, providerId)
  return (await findArrivals(ctx.db, providerId, shown)).map(toApi)
}

const note = (ctx: Context, { id }: ProviderRow, outcome: ArrivalOutcome, noted: { said?: Said; arrived?: Arrived; refusal?: string }): Promise<string> =>
  insertArrival(ctx.db, {
    provider_id: id,
    at: ctx.clock.now(),
    outcome,
    refusal: noted.refusal ?? null,
    user_id: outcome === 'tested' ? null : (noted.arrived?.user.id ?? null),
    detail: JSON.stringify({ said: noted.said ?? null, user: noted.arrived === undefined ? null : userIn(noted.arrived) }),
    waiting: null,
  })

/** Keeps what was not taken, and why, for the admin; with what it said, where the provider did say it. */
export const noteRefusal = (ctx: Context, provider: ProviderRow, refusal: string, arrived?: { assertion: Assertion; proof: Proof }): Promise<string> =>
  note(ctx, provider, 'refused', { refusal, ...(arrived === undefined ? {} : { said: saidIn(arrived.assertion, arrived.proof) }) })

/** Signs in, and keeps for the admin what was said and what came of it, the refusal included. */
export async function admit(ctx: Context, provider: ProviderRow, assertion: Assertion, proof: Proof, client: string): Promise<Arrived> {
  const said = saidIn(assertion, proof)
  try {
    const arrived = await arriveFromProvider(ctx, provider, assertion, client)
    await note(ctx, provider, 'signed_in', { said, arrived })
    return arrived
  } catch (thrown) {
    if (thrown instanceof Refused) await note(ctx, provider, 'refused', { said, refusal: thrown.message })
    throw thrown
  }
}

class Rehearsed extends Error {
  readonly arrived: Arrived
  constructor(arrived: Arrived) {
    super('rehearsed')
    this.arrived = arrived
  }
}

/** What would follow of an assertion: it is done for real and taken back, so that a test cannot say other than what happens. Answers the arrival's id. */
export async function rehearse(ctx: Context, provider: ProviderRow, assertion: Assertion, proof: Proof): Promise<string> {
  const said = saidIn(assertion, proof)
  try {
    return await ctx.transaction(async () => {
      throw new Rehearsed(await arriveFromProvider(ctx, provider, assertion, 'a test'))
    })
  } catch (thrown) {
    if (thrown instanceof Rehearsed) return note(ctx, provider, 'tested', { said, arrived: thrown.arrived })
    if (thrown instanceof Refused) return note(ctx, provider, 'tested', { said, refusal: thrown.message })
    throw thrown
  }
}

/** Keeps a verified assertion until the browser that began the sign-in comes for it. Answers the arrival's id. */
export const keepWaiting = (
  ctx: Context,
  provider: ProviderRow,
  assertion: Assertion,
  proof: Proof,
  browser: { readonly hash: string; readonly returnTo: string },
): Promise<string> => {
  const until = new Date(ctx.clock.now().getTime() + waitingMilliseconds).toISOString()
  return insertArrival(ctx.db, {
    provider_id: provider.id,
    at: ctx.clock.now(),
    outcome: 'waiting',
    refusal: null,
    user_id: null,
    detail: JSON.stringify({ said: saidIn(assertion, proof), user: null }),
    waiting: JSON.stringify({ assertion, browserHash: browser.hash, returnTo: browser.returnTo, until }),
  })
}

const strayed = () => new Refused('sign_in_failed', 'This sign-in was begun in another browser, or too long ago. Begin it again.')

/** Signs in with what waits, in the browser that began it and in no other one. Answers the session's secret and where to go. */
export async function admitWaiting(
  ctx: Context,
  arrivalId: string,
  browserSecret: string | undefined,
  client: string,
): Promise<{ session: string; returnTo: string }> {
  const row = z.uuid().safeParse(arrivalId).success ? await ctx.transaction(() => takeWaiting(ctx.db, arrivalId)) : undefined
  if (row === undefined) throw strayed()
  const { assertion, browserHash, returnTo, until } = Waiting.parse(row.waiting)
  if (browserSecret === undefined || !sameSecret(hashSecret(browserSecret), browserHash) || new Date(until) <= ctx.clock.now()) throw strayed()
  const provider = await openProvider(ctx, row.provider_id)
  try {
    const arrived = await arriveFromProvider(
      ctx,
      provider,
      { ...assertion, session: { index: assertion.session.index, detail: assertion.session.detail } },
      client,
    )
    const detail = JSON.stringify({ ...Detail.parse(row.detail), user: userIn(arrived) })
    await updateArrival(ctx.db, row.id, { outcome: 'signed_in', refusal: null, user_id: arrived.user.id, detail })
    return { session: arrived.session, returnTo }
  } catch (thrown) {
    if (thrown instanceof Refused) await updateArrival(ctx.db, row.id, { outcome: 'refused', refusal: thrown.message })
    throw thrown
  }
}
