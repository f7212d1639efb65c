import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { hashSecret, sameSecret } from '../../../secrets.ts'
import { arriveFromProvider, type Assertion } from '../providers/arrive-from-provider.ts'
import { type ProviderRow, type RequestRow, takeRequest } from '../providers/provider.queries.ts'
import { openOidcProvider } from './begin-sign-in.ts'
import { attributesOf, vouchedEmail } from './identity.ts'
import { openKept } from './kept.ts'
import { refuseStrangers } from './organisation.ts'
import { redeemCode, type Redeemed } from './redeem-code.ts'

/** What came back with a browser. */
export interface Returning {
  /** The query of the callback as it came. */
  readonly answer: URLSearchParams
  /** The secret that this browser was given when it began. */
  readonly browser: string | undefined
  readonly client: string
}

/** Signs in whoever came back from a provider. Refuses in one sentence, and then nothing but the request is gone. */
export async function finishOidc(ctx: Context, { answer, browser, client }: Returning): Promise<{ session: string; returnTo: string }> {
  const state = answer.get('state') ?? ''
  const request = await takeOwnRequest(ctx, state, browser)
  const row = await openOidcProvider(ctx, request.provider_id, request.tester_id !== null)
  const redeemed = await redeemCode(ctx, row, answer, { state, ...openKept(ctx, request) })
  await refuseStrangers(ctx, row, redeemed)
  const { session } = await arriveFromProvider(ctx, row, assertionOf(ctx, row, redeemed), client)
  return { session, returnTo: request.return_to }
}

/** The request is gone with its first answer, whoever brought it (RFC 9700, section 4.7). */
async function takeOwnRequest(ctx: Context, state: string, browser: string | undefined): Promise<RequestRow> {
  const request = await takeRequest(ctx.db, hashSecret(state), ctx.clock.now())
  if (request === undefined) throw new Refused('sign_in_failed', 'This sign-in was used already, or took longer than ten minutes. Begin again.')
  if (browser === undefined || !sameSecret(request.browser_hash, hashSecret(browser)))
    throw new Refused('sign_in_failed', 'This sign-in was begun in another browser. Begin again in this one.')
  return request
}

export const sessionPurpose = 'sessions.provider_detail'

/**
 * No claim but `sub` and a vouched e-mail says who somebody is: `preferred_username` can be chosen at many providers (OpenID Connect Core 1.0,
 * section 5.7).
 */
const assertionOf = (ctx: Context, row: ProviderRow, { idToken, claims, userInfo }: Redeemed): Assertion => ({
  subject: claims.sub,
  userName: null,
  email: vouchedEmail(claims, userInfo, row.domains.length > 0),
  attributes: attributesOf(claims, userInfo),
  session: { index: typeof claims.sid === 'string' ? claims.sid : null, detail: { idToken: ctx.keyring.seal(idToken, sessionPurpose) } },
})
