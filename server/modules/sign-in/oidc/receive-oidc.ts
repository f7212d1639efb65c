import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { hashSecret, sameSecret } from '../../../secrets.ts'
import type { Assertion } from '../providers/arrive-from-provider.ts'
import { admit, noteRefusal, rehearse } from '../providers/arrivals.ts'
import { type ProviderRow, type RequestRow, takeRequest } from '../providers/provider.queries.ts'
import { oidcProvider } from './begin-oidc.ts'
import { attributesOf, vouchedEmail } from './identity.ts'
import { openKept } from './kept.ts'
import { oidcOf, sessionPurpose } from './oidc-provider.ts'
import { refuseStrangers } from './organisation.ts'
import { reasonOf, redeemCode, type Redeemed } from './redeem-code.ts'

/** What came back with a browser. */
export interface OidcAnswer {
  /** The query of the callback as it came. */
  readonly answer: URLSearchParams
  readonly browserSecret: string | undefined
  readonly client: string
}

export type OidcReceived =
  | { readonly kind: 'signed_in'; readonly session: string; readonly returnTo: string }
  | { readonly kind: 'tested'; readonly providerId: string; readonly arrivalId: string }

/** Signs in whoever came back from a provider. Refuses in one sentence, and then nothing has changed but the list an admin reads. */
export async function receiveOidc(ctx: Context, { answer, browserSecret, client }: OidcAnswer): Promise<OidcReceived> {
  const state = answer.get('state') ?? ''
  const request = await takeOwnRequest(ctx, state, browserSecret)
  const isTest = request.tester_id !== null
  const row = await oidcProvider(ctx, request.provider_id, isTest)
  let redeemed: Redeemed
  try {
    redeemed = await redeemCode(ctx, row, answer, { state, ...openKept(ctx, request) })
    await refuseStrangers(ctx, row, redeemed)
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown
    const arrivalId = await noteRefusal(ctx, row, reasonOf(thrown))
    if (isTest) return { kind: 'tested', providerId: row.id, arrivalId }
    throw thrown
  }
  const assertion = assertionOf(ctx, row, redeemed)
  const proof = { issuer: oidcOf(row).issuer, certificate: null }
  if (isTest) return { kind: 'tested', providerId: row.id, arrivalId: await rehearse(ctx, row, assertion, proof) }
  const { session } = await admit(ctx, row, assertion, proof, client)
  return { kind: 'signed_in', session, returnTo: request.return_to }
}

/** The request is gone with its first answer, whoever brought it (RFC 9700, section 4.7). */
async function takeOwnRequest(ctx: Context, state: string, browserSecret: string | undefined): Promise<RequestRow> {
  const request = await takeRequest(ctx.db, hashSecret(state), ctx.clock.now())
  if (request === undefined) throw new Refused('sign_in_failed', 'This sign-in was used already, or was begun too long ago. Begin it again.')
  if (browserSecret === undefined || !sameSecret(request.browser_hash, hashSecret(browserSecret)))
    throw new Refused('sign_in_failed', 'This sign-in was begun in another browser. Begin it again in this one.')
  return request
}

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
