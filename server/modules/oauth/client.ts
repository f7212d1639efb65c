import { guardedFetch } from '@rollcall/connectors/kit'
import { issueInWords } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { OAuthRefusal } from './refusal.ts'

/** An assistant as it describes itself. Nobody vouches for its name: the consent shows where its answers go. */
export interface OAuthClient {
  readonly id: string
  readonly name: string
  readonly redirectUris: readonly string[]
}

const purpose = 'oauth.client'
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])
const neverSchemes = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:', 'ws:', 'wss:', 'ftp:'])

/** RFC 8252: a page over https, this machine, or a scheme of the client's own; never with a fragment (RFC 6749 section 3.1.2). */
export function mayBeRedirect(address: string): boolean {
  if (!URL.canParse(address) || address.includes('#')) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' ? loopback.has(hostname) : !neverSchemes.has(protocol)
}

const RedirectUri = z.string().max(500).refine(mayBeRedirect, 'It is neither https, nor this machine, nor a scheme of your own.')
/** RFC 7591 section 2, as far as it matters here; the rest passes by. */
const Metadata = z.object({
  redirect_uris: z.array(RedirectUri).min(1).max(5),
  client_name: z.string().trim().min(1).max(100).default('An assistant'),
  token_endpoint_auth_method: z.literal('none', 'It is "none" here: clients are public and prove themselves by PKCE.').default('none'),
})
const Sealed = z.object({ name: z.string(), redirectUris: z.array(z.string()) })

/**
 * RFC 7591. The id that is answered is the registration itself, sealed: whoever may register may be anybody, and nothing is kept of those who
 * never come back.
 */
export function registerClient(ctx: Context, given: unknown): Record<string, unknown> {
  const asked = z.object({ token_endpoint_auth_method: z.string().optional() }).loose().safeParse(given).data ?? {}
  // Clients that offer to keep a secret are told that none is needed.
  const parsed = Metadata.safeParse({ ...asked, token_endpoint_auth_method: 'none' }, { error: issueInWords })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const at = issue?.path.join('.') ?? ''
    throw new OAuthRefusal(at.startsWith('redirect_uris') ? 'invalid_redirect_uri' : 'invalid_client_metadata', `${at}: ${issue?.message}`)
  }
  const { client_name, redirect_uris } = parsed.data
  return {
    client_id: ctx.keyring.seal(JSON.stringify({ name: client_name, redirectUris: redirect_uris }), purpose),
    client_id_issued_at: Math.floor(ctx.clock.now().getTime() / 1000),
    client_name,
    redirect_uris,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  }
}

/** The client behind an id: one that was registered here, or the document that the id is the address of. Refuses `invalid_client`. */
export async function findClient(ctx: Context, id: string): Promise<OAuthClient> {
  if (URL.canParse(id) && /^https?:/.test(id)) return readDocument(ctx, id)
  try {
    return { id, ...Sealed.parse(JSON.parse(ctx.keyring.open(id, purpose))) }
  } catch {
    throw new OAuthRefusal('invalid_client', 'This client is not registered here. Let the assistant register again.')
  }
}

const Document = Metadata.extend({ client_id: z.string() })

/** OAuth Client ID Metadata Document (draft-ietf-oauth-client-id-metadata-document): an https address with a path, which names itself. */
async function readDocument(ctx: Context, id: string): Promise<OAuthClient> {
  const { protocol, pathname, hostname } = new URL(id)
  const mayBePlain = ctx.config.allowPrivate && loopback.has(hostname)
  if (pathname === '/' || id.includes('#') || (protocol !== 'https:' && !mayBePlain))
    throw new OAuthRefusal('invalid_client', 'A client id that is an address begins with https:// and has a path.')
  const answer = await guardedFetch(ctx.config.allowPrivate)(id, { headers: { accept: 'application/json' } }).catch(() => null)
  const document = Document.safeParse(answer?.status === 200 ? await answer.json().catch(() => null) : null).data
  if (document === undefined || document.client_id !== id) throw new OAuthRefusal('invalid_client', `${hostname} does not describe this client as its id says.`)
  return { id, name: document.client_name, redirectUris: document.redirect_uris }
}
