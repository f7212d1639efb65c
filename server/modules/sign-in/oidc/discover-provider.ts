import { guardedFetch, type GuardedFetch, VendorError } from '@rollcall/connectors/kit'
import * as openid from 'openid-client'
import type { Context } from '../../../context.ts'
import { Refused, sentenceOf } from '../../../errors.ts'

/** What a discovery document says (OpenID Connect Discovery 1.0, section 3). */
export type ProviderMetadata = openid.ServerMetadata

/** A provider moves its endpoints rarely; what it says is asked again after ten minutes. */
const freshMilliseconds = 600_000

const documents = new Map<string, { readonly metadata: ProviderMetadata; readonly readAt: number }>()
const fetches = new Map<boolean, GuardedFetch>()

/** One guarded client for each answer to whether private addresses are allowed, so that connections to providers are used again. */
export function fetchFor(ctx: Context, issuer: string): GuardedFetch {
  const allowPrivate = mayBePrivate(ctx, issuer)
  const fetch = fetches.get(allowPrivate) ?? guardedFetch(allowPrivate)
  fetches.set(allowPrivate, fetch)
  return fetch
}

export const mayBePrivate = (ctx: Context, issuer: string): boolean => ctx.config.allowPrivate || ctx.standIns.has(new URL(issuer).origin)

/**
 * A provider's metadata, at most ten minutes old. Refuses with `address_refused`, `vendor_unreachable` or `vendor_malformed` in a sentence
 * for the admin.
 */
export async function discoverProvider(ctx: Context, issuer: string, options: { anew?: boolean } = {}): Promise<ProviderMetadata> {
  const now = ctx.clock.now().getTime()
  const known = documents.get(issuer)
  if (known !== undefined && !options.anew && now - known.readAt < freshMilliseconds) return known.metadata
  const metadata = await ask(ctx, issuer)
  documents.set(issuer, { metadata, readAt: now })
  return metadata
}

async function ask(ctx: Context, issuer: string): Promise<ProviderMetadata> {
  const insecure = mayBePrivate(ctx, issuer) ? [openid.allowInsecureRequests] : []
  const discovered = await openid
    .discovery(new URL(issuer), 'unused', undefined, undefined, { [openid.customFetch]: fetchFor(ctx, issuer), timeout: 20, execute: insecure })
    .catch((cause: unknown) => {
      throw refused(issuer, cause)
    })
  const metadata = discovered.serverMetadata()
  const { authorization_endpoint, token_endpoint, jwks_uri } = metadata
  if (authorization_endpoint === undefined || token_endpoint === undefined || jwks_uri === undefined)
    throw new Refused('vendor_malformed', `${issuer} names no authorization endpoint, token endpoint or keys: it is not an OpenID Connect provider.`)
  // Entra's "common" and "organizations" vouch for the users of every tenant there is (learn.microsoft.com, "Claims validation").
  if (metadata.issuer.includes('{tenantid}'))
    throw new Refused('bad_request', 'This issuer stands for every tenant of Microsoft. Give the one of yours, with its tenant id.', { at: 'oidc.issuer' })
  return metadata
}

function refused(issuer: string, cause: unknown): Refused {
  const reason = [cause, cause instanceof Error ? cause.cause : null].find(each => each instanceof VendorError)
  if (reason instanceof VendorError) return new Refused(reason.code, reason.sentence, { cause, at: 'oidc.issuer' })
  if (cause instanceof openid.ClientError && cause.code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED')
    return new Refused('vendor_malformed', `${issuer} says that its issuer is another one. Copy the issuer from the provider, letter by letter.`, {
      cause,
      at: 'oidc.issuer',
    })
  const answered = cause instanceof openid.ClientError && cause.code !== undefined && !/TIMEOUT|ABORT/.test(cause.code)
  return answered
    ? new Refused('vendor_malformed', `${issuer} has no discovery document (${sentenceOf(cause)}). Check the issuer.`, { cause, at: 'oidc.issuer' })
    : new Refused('vendor_unreachable', `${issuer} cannot be reached. Check the issuer, and whether this server may connect to it.`, {
        cause,
        at: 'oidc.issuer',
      })
}
