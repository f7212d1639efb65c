import * as openid from 'openid-client'
import type { Context } from '../../../context.ts'
import type { ProviderRow } from '../providers/provider.queries.ts'
import { discoverProvider, fetchFor, mayBePrivate, type ProviderMetadata } from './discover-provider.ts'
import { clientSecretOf, oidcOf } from './oidc-provider.ts'

const isSymmetric = (algorithm: string) => /^(none|HS)/i.test(algorithm)

/**
 * The client of one sign-in. It is made anew each time, so that the provider's keys are read when a token is checked and a key that was
 * changed a moment ago counts.
 */
export async function openClient(ctx: Context, row: ProviderRow): Promise<openid.Configuration> {
  const { issuer, clientId } = oidcOf(row)
  const metadata = await discoverProvider(ctx, issuer)
  const client = new openid.Configuration(
    { ...metadata, id_token_signing_alg_values_supported: signingAlgorithms(metadata) },
    clientId,
    { [openid.clockSkew]: Math.round((ctx.clock.now().getTime() - Date.now()) / 1000) },
    clientAuthentication(metadata, clientSecretOf(ctx, row)),
  )
  client[openid.customFetch] = fetchFor(ctx, issuer)
  client.timeout = 20
  if (mayBePrivate(ctx, issuer)) openid.allowInsecureRequests(client)
  // The signature is checked although the token comes straight from the provider (OpenID Connect Core 1.0, section 3.1.3.7, step 6, lets it be left out).
  openid.enableNonRepudiationChecks(client)
  return client
}

/** A provider may name `none` and shared-secret algorithms among what it can do; it cannot make us take them. */
const signingAlgorithms = ({ id_token_signing_alg_values_supported: named }: ProviderMetadata): string[] =>
  (named ?? ['RS256']).filter(algorithm => !isSymmetric(algorithm))

// `client_secret_basic` is what a provider takes that says nothing (OpenID Connect Discovery 1.0, section 3).
function clientAuthentication({ token_endpoint_auth_methods_supported: methods }: ProviderMetadata, secret: string | null): openid.ClientAuth {
  if (secret === null) return openid.None()
  return methods !== undefined && !methods.includes('client_secret_basic') && methods.includes('client_secret_post')
    ? openid.ClientSecretPost(secret)
    : openid.ClientSecretBasic(secret)
}
