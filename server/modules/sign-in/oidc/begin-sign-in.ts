import * as openid from 'openid-client'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { hashSecret } from '../../../secrets.ts'
import { insertRequest, type ProviderRow } from '../providers/provider.queries.ts'
import { returnPath } from '../providers/return-path.ts'
import { openProvider } from '../providers/save-provider.ts'
import { callbackUrl, oidcOf } from './oidc-provider.ts'
import { openClient } from './open-client.ts'
import { sealKept } from './kept.ts'

/** How long somebody may take at the provider. */
const requestMilliseconds = 10 * 60_000

/** What somebody who begins to sign in brings along. */
export interface Beginning {
  readonly providerId: string
  /** A secret that this browser alone has. */
  readonly browser: string
  readonly returnTo: string | undefined
  readonly email: string | undefined
  /** The admin who tries the provider out; null signs in. */
  readonly testerId: string | null
}

/** The provider's address to send the browser to. State, nonce and PKCE verifier stay here until it comes back (RFC 9700, section 2.1). */
export async function beginOidc(ctx: Context, { providerId, browser, returnTo, email, testerId }: Beginning): Promise<URL> {
  const row = await openOidcProvider(ctx, providerId, testerId !== null)
  const client = await openClient(ctx, row)
  const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()]
  await insertRequest(ctx.db, {
    id: hashSecret(state),
    provider_id: row.id,
    browser_hash: hashSecret(browser),
    return_to: returnPath(returnTo),
    tester_id: testerId,
    sealed: sealKept(ctx, { nonce, verifier }),
    expires_at: new Date(ctx.clock.now().getTime() + requestMilliseconds),
  })
  return openid.buildAuthorizationUrl(client, {
    redirect_uri: callbackUrl(ctx),
    scope: ['openid', ...oidcOf(row).scopes].join(' '),
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(email === undefined || email === '' ? {} : { login_hint: email }),
  })
}

/** Refuses one that is not there, speaks another protocol, or is switched off; an admin may try one out before it is switched on. */
export async function openOidcProvider(ctx: Context, id: string, isTest: boolean): Promise<ProviderRow> {
  const row = await openProvider(ctx, id)
  if (row.protocol !== 'oidc') throw new Refused('not_found', `${row.name} does not speak OpenID Connect.`)
  if (!row.enabled && !isTest) throw new Refused('sign_in_failed', `Signing in with ${row.name} is switched off. Sign in another way, or ask an admin.`)
  return row
}
