import * as openid from 'openid-client'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { hashSecret } from '../../../secrets.ts'
import { findProvider, insertRequest, type ProviderRow } from '../providers/provider.queries.ts'
import { localPath } from '../return-to.ts'
import { sealKept } from './kept.ts'
import { callbackUrl, oidcOf } from './oidc-provider.ts'
import { openClient } from './open-client.ts'

/** How long somebody may take at the provider. */
const requestMilliseconds = 10 * 60_000

export interface OidcBeginning {
  /** Known to the browser alone, as a cookie: an answer counts in the browser that asked. */
  readonly browserSecret: string
  readonly returnTo: string | undefined
  readonly email: string | undefined
  /** The admin who tries the provider out; null signs in. */
  readonly testerId: string | null
}

/** The provider's address to send the browser to. State, nonce and PKCE verifier stay here until it comes back (RFC 9700, section 2.1). */
export async function beginOidc(ctx: Context, providerId: string, { browserSecret, returnTo, email, testerId }: OidcBeginning): Promise<string> {
  const row = await oidcProvider(ctx, providerId, testerId !== null)
  const client = await openClient(ctx, row)
  const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()]
  await insertRequest(ctx.db, {
    id: hashSecret(state),
    provider_id: row.id,
    browser_hash: hashSecret(browserSecret),
    return_to: localPath(returnTo),
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
  }).href
}

/** Refuses one that is not there, speaks another protocol, or is switched off; an admin may try one out before it is switched on. */
export async function oidcProvider(ctx: Context, id: string, isTest: boolean): Promise<ProviderRow> {
  const row = await findProvider(ctx.db, id)
  if (row?.protocol !== 'oidc' || (!row.enabled && !isTest))
    throw new Refused('not_found', 'There is no such identity provider, or it is switched off. Ask an admin of this workspace.')
  return row
}
