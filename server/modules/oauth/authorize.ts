import type { AuthorizationDecision, AuthorizationQuestion, Scope } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { record } from '../audit/index.ts'
import { refuseWhoLeft } from '../directory/index.ts'
import { findClient, type OAuthClient } from './client.ts'
import { insertCode } from './oauth.queries.ts'
import { type OAuthErrorCode, OAuthRefusal } from './refusal.ts'
import { assistantScopes, isMcpResource, mcpResource } from './resource.ts'

const codeSeconds = 60

interface Request {
  readonly client: OAuthClient
  readonly redirectUri: string
  readonly state: string | null
  readonly challenge: string
  readonly scopes: readonly Scope[]
}

/** What cannot be asked, and is told to the client by way of the browser; only ever to an address that the client had named before. */
class ToldToClient extends Error {
  readonly redirectTo: string

  constructor(redirectTo: string) {
    super('told to the client')
    this.redirectTo = redirectTo
  }
}

/** RFC 6749 section 4.1.2 with the issuer (RFC 9207). */
function backTo(ctx: Context, { redirectUri, state }: Pick<Request, 'redirectUri' | 'state'>, values: Record<string, string>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries({ ...values, ...(state === null ? {} : { state }), iss: ctx.publicUrl() })) url.searchParams.set(name, value)
  return url.href
}

/** Reads the request of a client. Who it is and where its answer goes come first: until both are known, nothing is sent anywhere. */
async function readRequest(ctx: Context, query: string): Promise<Request> {
  const given = new URLSearchParams(query)
  const client = await findClient(ctx, given.get('client_id') ?? '').catch((thrown: unknown) => {
    throw thrown instanceof OAuthRefusal ? new Refused('bad_request', thrown.message) : thrown
  })
  const redirectUri = given.get('redirect_uri') ?? ''
  // Compared as text (RFC 9700 section 2.1): the same address written differently is another address.
  if (!client.redirectUris.includes(redirectUri))
    throw new Refused('bad_request', `${client.name} wants its answer at an address that it has not registered. Nothing was sent; do not go on.`)
  const state = given.get('state')
  const refuse = (error: OAuthErrorCode, error_description: string): never => {
    throw new ToldToClient(backTo(ctx, { redirectUri, state }, { error, error_description }))
  }
  const twice = [...new Set(given.keys())].find(name => given.getAll(name).length > 1)
  if (twice !== undefined) refuse('invalid_request', `${twice} is there more than once.`)
  if (given.get('response_type') !== 'code') refuse('unsupported_response_type', 'Ask for response_type=code.')
  const challenge = given.get('code_challenge') ?? ''
  if (given.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge))
    refuse('invalid_request', 'PKCE is needed, with code_challenge_method=S256 (RFC 7636).')
  if (!isMcpResource(ctx, given.get('resource') ?? mcpResource(ctx))) refuse('invalid_target', `Tokens are given for ${mcpResource(ctx)} alone.`)
  const asked = (given.get('scope') ?? '').split(' ').filter(scope => scope !== '')
  const scopes = assistantScopes.filter(scope => asked.length === 0 || asked.includes(scope))
  if (scopes.length === 0) refuse('invalid_scope', `There is ${assistantScopes.join(', ')}.`)
  return { client, redirectUri, state, challenge, scopes }
}

function personOf({ actor }: Context) {
  if (actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person lets an assistant in. Open the page in the console.')
  return actor
}

/** What the person is asked; or where the browser goes at once, because there is nothing to ask. */
export async function previewAuthorization(ctx: Context, query: string): Promise<AuthorizationQuestion> {
  const person = personOf(ctx)
  try {
    const { client, redirectUri, scopes } = await readRequest(ctx, query)
    const { protocol, host } = new URL(redirectUri)
    return {
      ask: {
        clientName: client.name,
        /** Where the answer goes, which says more than a name that anybody may choose. */
        goesTo: protocol === 'https:' || protocol === 'http:' ? host : `${protocol}//${host}`,
        scopes: scopes.filter(scope => person.permissions.includes(scope)),
        withheld: scopes.filter(scope => !person.permissions.includes(scope)),
      },
      redirectTo: null,
    }
  } catch (thrown) {
    if (thrown instanceof ToldToClient) return { ask: null, redirectTo: thrown.redirectTo }
    throw thrown
  }
}

/** What the person said, as the address that the browser goes on to. A code works once, for a minute, and only with the client's verifier. */
export async function decideAuthorization(ctx: Context, query: string, allow: boolean): Promise<AuthorizationDecision> {
  const person = personOf(ctx)
  try {
    const request = await readRequest(ctx, query)
    const scopes = request.scopes.filter(scope => person.permissions.includes(scope))
    if (!allow || scopes.length === 0)
      return { redirectTo: backTo(ctx, request, { error: 'access_denied', error_description: 'The person did not allow it.' }) }
    const code = newSecret('rcc')
    await ctx.transaction(async () => {
      await refuseWhoLeft(ctx)
      await insertCode(ctx.db, {
        code_hash: hashSecret(code),
        user_id: person.id,
        client_hash: hashSecret(request.client.id),
        client_name: request.client.name,
        redirect_uri: request.redirectUri,
        challenge: request.challenge,
        scopes,
        audience: mcpResource(ctx),
        expires_at: new Date(ctx.clock.now().getTime() + codeSeconds * 1000),
        used_at: null,
        token_id: null,
      })
      await record(ctx, 'assistant.allowed', null, { name: request.client.name, scopes, goesTo: new URL(request.redirectUri).host })
    })
    return { redirectTo: backTo(ctx, request, { code }) }
  } catch (thrown) {
    if (thrown instanceof ToldToClient) return { redirectTo: thrown.redirectTo }
    throw thrown
  }
}
