import { VendorError } from '@rollcall/connectors/kit'
import * as openid from 'openid-client'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import type { ProviderRow } from '../providers/provider.queries.ts'
import type { Claims } from './identity.ts'
import type { Kept } from './kept.ts'
import { callbackUrl } from './oidc-provider.ts'
import { openClient } from './open-client.ts'

/** What a provider says of whoever came back, checked: signature, issuer, audience, times, nonce, and the subject in both places. */
export interface Redeemed {
  readonly idToken: string
  readonly claims: Claims & { readonly sub: string }
  readonly userInfo: Claims
}

/** Redeems the code that came back with the browser. Refuses `sign_in_failed` or `vendor_unreachable`; why in detail is for the log. */
export async function redeemCode(
  ctx: Context,
  row: ProviderRow,
  answer: URLSearchParams,
  { state, nonce, verifier }: Kept & { state: string },
): Promise<Redeemed> {
  const client = await openClient(ctx, row)
  try {
    const tokens = await openid.authorizationCodeGrant(client, new URL(`${callbackUrl(ctx)}?${answer}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (claims === undefined || tokens.id_token === undefined) throw new Error('There is no ID token.')
    const asks = client.serverMetadata().userinfo_endpoint !== undefined
    const userInfo = asks ? await openid.fetchUserInfo(client, tokens.access_token, claims.sub) : {}
    return { idToken: tokens.id_token, claims, userInfo }
  } catch (cause) {
    throw refused(row.name, cause)
  }
}

function refused(name: string, cause: unknown): Refused {
  if (cause instanceof openid.AuthorizationResponseError)
    return new Refused('sign_in_failed', `${name} did not sign you in (${plain(cause.error)}). Try again, or ask an admin.`, { cause })
  if (cause instanceof openid.ResponseBodyError)
    return new Refused(
      'sign_in_failed',
      `${name} did not take our answer (${plain(cause.error)}). Begin again; if it stays, an admin has to check client id and secret.`,
      {
        cause,
      },
    )
  const wire = cause instanceof openid.ClientError ? cause.cause : cause
  if (wire instanceof VendorError) return new Refused(wire.code, wire.sentence, { cause })
  if (cause instanceof openid.ClientError && cause.code !== undefined && !/TIMEOUT|ABORT|NOT_CONFORM/.test(cause.code))
    return new Refused('sign_in_failed', `What ${name} answered cannot be trusted, so that nobody was signed in. Begin again; if it stays, ask an admin.`, {
      cause,
    })
  return new Refused('vendor_unreachable', `${name} does not answer as it should at the moment. Try again in a minute.`, { cause })
}

/** An error's name (RFC 6749, section 4.1.2.1) and nothing that somebody could write a message with. */
const plain = (error: string): string => (/^[a-z_]{1,40}$/.test(error) ? error : 'unknown error')

/** The refusal with what the library says was wrong, for the admin. */
export function reasonOf({ message, cause }: Refused): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  return inner instanceof Error && inner.message !== message ? `${message} The reason: ${inner.message}.` : message
}
