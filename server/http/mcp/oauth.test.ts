import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type OAuthClientProvider, UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client as McpClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideAuthorization, listAudit, listPeople, listTokens, previewAuthorization, renewToken, revokeToken, revokeTokenSecret } from '@rollcall/contract'
import { sql } from 'kysely'
import { type Acme, left, oktaUser, relayUser, startAcme } from '../../modules/lifecycle/testing/acme.ts'

const redirectUri = 'http://127.0.0.1:47821/callback'

/** What an assistant keeps, and where it sent the browser. */
const assistant = (more: { clientMetadataUrl?: string } = {}) => {
  const kept: { client?: OAuthClientInformationMixed; tokens?: OAuthTokens; verifier: string; sentTo: URL | null } = { verifier: '', sentTo: null }
  const provider: OAuthClientProvider = {
    redirectUrl: redirectUri,
    clientMetadata: { redirect_uris: [redirectUri], client_name: 'Quill', token_endpoint_auth_method: 'none' },
    ...more,
    state: () => 'st-1',
    clientInformation: () => kept.client,
    saveClientInformation: client => void (kept.client = client),
    tokens: () => kept.tokens,
    saveTokens: tokens => void (kept.tokens = tokens),
    redirectToAuthorization: url => void (kept.sentTo = url),
    saveCodeVerifier: verifier => void (kept.verifier = verifier),
    codeVerifier: () => kept.verifier,
  }
  return { kept, provider }
}

describe('an assistant that signs in by OAuth', () => {
  let acme: Acme
  const opened: McpClient[] = []
  beforeAll(async () => {
    acme = await startAcme({ okta: [oktaUser('ana', left), oktaUser('bo')], relay: [relayUser('ana'), relayUser('bo')] })
  })
  afterAll(async () => {
    for (const client of opened) await client.close()
    await acme.stop()
  })

  const address = (path: string) => acme.workspace.url + path
  const allow = async (query: string): Promise<URL> => new URL((await acme.ada.call(decideAuthorization, { body: { query, allow: true } })).redirectTo)
  const form = async (path: string, fields: Record<string, string>) => {
    const reply = await fetch(address(path), { method: 'POST', body: new URLSearchParams(fields) })
    return { status: reply.status, body: (await reply.json()) as Record<string, string> }
  }
  const register = async (metadata: object) => {
    const reply = await fetch(address('/oauth/register'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(metadata),
    })
    return { status: reply.status, body: (await reply.json()) as Record<string, string> }
  }
  /** A request as a client makes it, and the verifier that goes with it. */
  const requestOf = async (more: Record<string, string> = {}) => {
    const client = (await register({ redirect_uris: [redirectUri], client_name: 'Quill' })).body.client_id ?? ''
    const verifier = randomBytes(32).toString('base64url')
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: client,
      redirect_uri: redirectUri,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      resource: address('/mcp'),
      state: 'st-2',
      ...more,
    }).toString()
    return { client, verifier, query }
  }
  const exchange = (code: string | null, client: string, verifier: string, more: Record<string, string> = {}) =>
    form('/oauth/token', { grant_type: 'authorization_code', code: code ?? '', client_id: client, code_verifier: verifier, redirect_uri: redirectUri, ...more })
  const give = async () => {
    const { client, verifier, query } = await requestOf()
    const code = (await allow(query)).searchParams.get('code')
    return { client, verifier, code, ...(await exchange(code, client, verifier)) }
  }
  const askMcp = (token: string) =>
    fetch(address('/mcp'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', authorization: `Bearer ${token}` },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    })
  const refresh = (token: string, client: string) => form('/oauth/token', { grant_type: 'refresh_token', refresh_token: token, client_id: client })

  const walkIn = async ({ provider, kept }: ReturnType<typeof assistant>) => {
    const transport = () => new StreamableHTTPClientTransport(new URL(address('/mcp')), { authProvider: provider })
    const first = transport()
    await expect(new McpClient({ name: 'quill', version: '1' }).connect(first)).rejects.toThrow(UnauthorizedError)
    const query = kept.sentTo?.search.slice(1) ?? ''
    const { ask } = await acme.ada.call(previewAuthorization, { body: { query } })
    const back = await allow(query)
    await first.finishAuth(back.searchParams.get('code') ?? '')
    const client = new McpClient({ name: 'quill', version: '1' })
    await client.connect(transport())
    opened.push(client)
    return { ask, back, client }
  }

  it('the official client finds its way from the refusal to a tool: discovery, registration, consent, token', async () => {
    const quill = assistant()
    const { ask, back, client } = await walkIn(quill)
    expect(quill.kept.sentTo?.href).toContain(`${acme.workspace.url}/authorize?`)
    const scopes = ['people:read', 'calls:read', 'connections:read', 'plans:write']
    expect(ask).toEqual({ clientName: 'Quill', goesTo: '127.0.0.1:47821', scopes, withheld: [] })
    expect([back.origin + back.pathname, back.searchParams.get('state'), back.searchParams.get('iss')]).toEqual([redirectUri, 'st-1', acme.workspace.url])
    const answer = await client.callTool({ name: 'list_findings', arguments: { kind: 'active_after_deactivation' } })
    expect(answer.structuredContent).toMatchObject({ total: 1, items: [{ personName: 'ana Test' }] })
    const { items } = await acme.ada.call(listAudit, { query: { limit: 10 } })
    expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['assistant.allowed', 'token.created']))
    expect(JSON.stringify(items)).not.toContain(quill.kept.tokens?.access_token)
  })

  it('takes a client that is described at the address that is its id, and one that describes another for nobody', async () => {
    let document: Record<string, unknown> = {}
    const site = createServer((_request, reply) => reply.setHeader('content-type', 'application/json').end(JSON.stringify(document))).listen(0, '127.0.0.1')
    await new Promise(resolve => site.once('listening', resolve))
    const id = `http://127.0.0.1:${(site.address() as AddressInfo).port}/quill.json`
    document = { client_id: id, client_name: 'Quill at home', redirect_uris: [redirectUri] }
    const { query } = await requestOf({ client_id: id })
    expect((await acme.ada.call(previewAuthorization, { body: { query } })).ask).toMatchObject({ clientName: 'Quill at home' })
    document = { ...document, client_id: 'https://another.example/quill.json' }
    expect(await acme.ada.refusal(previewAuthorization, { body: { query } })).toMatchObject({ message: expect.stringContaining('does not describe') })
    site.close()
  })

  it('says nothing and sends nothing when the client or its address is not the one that was registered', async () => {
    const foreign = ['https://evil.example/callback', `${redirectUri}/`, `${redirectUri}?a=b`, 'http://localhost:47821/callback', '']
    for (const redirect_uri of foreign) {
      const { query } = await requestOf({ redirect_uri })
      expect(await acme.ada.refusal(previewAuthorization, { body: { query } })).toMatchObject({ code: 'bad_request' })
      expect(await acme.ada.refusal(decideAuthorization, { body: { query, allow: true } })).toMatchObject({ code: 'bad_request' })
    }
    const { query } = await requestOf({ client_id: 'v1.nobody.a.b.c' })
    expect(await acme.ada.refusal(previewAuthorization, { body: { query } })).toMatchObject({ message: expect.stringContaining('not registered') })
    for (const uri of ['javascript:alert(1)', 'http://evil.example/', 'https://a.example/#x'])
      expect(await register({ redirect_uris: [uri] })).toMatchObject({ status: 400, body: { error: 'invalid_redirect_uri' } })
  })

  it.each([
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no challenge', { code_challenge: '' }, 'invalid_request'],
    ['a token in the address', { response_type: 'token' }, 'unsupported_response_type'],
    ['another audience', { resource: 'https://another.example/mcp' }, 'invalid_target'],
    ['approving', { scope: 'plans:approve settings:write' }, 'invalid_scope'],
  ])('tells the client that it does not give %s', async (_name, wanted, error) => {
    const { query } = await requestOf(wanted)
    const { ask, redirectTo } = await acme.ada.call(previewAuthorization, { body: { query } })
    expect([ask, new URL(redirectTo ?? '').searchParams.get('error')]).toEqual([null, error])
    expect((await allow(query)).searchParams.get('code')).toBeNull()
  })

  it('tells the client when the person refuses, and takes no answer but a person’s', async () => {
    const { query } = await requestOf()
    const { redirectTo } = await acme.ada.call(decideAuthorization, { body: { query, allow: false } })
    expect(new URL(redirectTo).searchParams.get('error')).toBe('access_denied')
    const { body } = await give()
    const token = acme.workspace.clientWith({ authorization: `Bearer ${body.access_token}` })
    expect(await token.refusal(decideAuthorization, { body: { query, allow: true } })).toMatchObject({ code: 'not_signed_in' })
    expect(await acme.workspace.guest.refusal(decideAuthorization, { body: { query, allow: true } })).toMatchObject({ code: 'not_signed_in' })
  })

  it('gives nothing for a code with the wrong verifier, client or address, and ends what was given when a code comes twice', async () => {
    const { client, verifier, query } = await requestOf()
    const code = (await allow(query)).searchParams.get('code')
    const wrong = [
      await exchange(code, client, 'x'.repeat(43)),
      await exchange(code, (await requestOf()).client.replace('v1', 'v2'), verifier),
      await exchange(code, client, verifier, { redirect_uri: 'https://evil.example/' }),
    ]
    expect(wrong.map(({ body }) => body.error)).toEqual(['invalid_grant', 'invalid_grant', 'invalid_grant'])
    expect((await exchange(code, client, verifier, { resource: 'https://another.example/mcp' })).body.error).toBe('invalid_target')
    const given = await exchange(code, client, verifier)
    expect([given.status, (await askMcp(given.body.access_token ?? '')).status]).toEqual([200, 200])
    expect((await exchange(code, client, verifier)).body.error).toBe('invalid_grant')
    expect((await askMcp(given.body.access_token ?? '')).status).toBe(401)
  })

  it('opens /mcp and nothing else, and says to a client whose token has ended where to get one', async () => {
    const { body } = await give()
    const direct = acme.workspace.clientWith({ authorization: `Bearer ${body.access_token}` })
    expect(await direct.refusal(listPeople)).toMatchObject({ code: 'not_signed_in' })
    expect((await askMcp(body.access_token ?? '')).status).toBe(200)
    // The same token, made for another place.
    await sql`update api_tokens set audience = 'https://another.example/mcp' where name = 'Quill'`.execute(acme.workspace.ctx.db)
    const refused = await askMcp(body.access_token ?? '')
    const metadata = `${acme.workspace.url}/.well-known/oauth-protected-resource/mcp`
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining(`error="invalid_token", resource_metadata="${metadata}"`),
    ])
    expect(await (await fetch(metadata)).json()).toMatchObject({ resource: address('/mcp'), authorization_servers: [acme.workspace.url] })
  })

  it('renews access by a refresh token that works once; shown again, it ends everything that came of it', async () => {
    const { body, client } = await give()
    expect((await refresh(body.refresh_token ?? '', 'another')).body.error).toBe('invalid_grant')
    const second = await refresh(body.refresh_token ?? '', client)
    expect(second).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: expect.stringContaining('people:read') } })
    expect((await askMcp(second.body.access_token ?? '')).status).toBe(200)
    expect((await refresh(body.refresh_token ?? '', client)).body.error).toBe('invalid_grant')
    expect((await askMcp(second.body.access_token ?? '')).status).toBe(401)
    expect((await refresh(second.body.refresh_token ?? '', client)).body.error).toBe('invalid_grant')
  })

  it('is listed among the tokens, revoked there, given back by the client, and ended with the person', async () => {
    const first = await give()
    const [token] = (await acme.ada.call(listTokens)).items
    expect(token).toMatchObject({ name: 'Quill', audience: address('/mcp'), ofWorkspace: false })
    const id = token?.id ?? ''
    expect(await acme.ada.refusal(renewToken, { params: { id }, body: { oldEndsAt: new Date().toISOString() } })).toMatchObject({ code: 'conflict' })
    const secretId = token?.secrets[0]?.id ?? ''
    expect(await acme.ada.refusal(revokeTokenSecret, { params: { id, secretId } })).toMatchObject({ code: 'conflict' })
    await acme.ada.call(revokeToken, { params: { id } })
    expect((await askMcp(first.body.access_token ?? '')).status).toBe(401)
    expect((await refresh(first.body.refresh_token ?? '', first.client)).body.error).toBe('invalid_grant')

    const second = await give()
    expect((await form('/oauth/revoke', { token: second.body.refresh_token ?? '' })).status).toBe(200)
    expect((await askMcp(second.body.access_token ?? '')).status).toBe(401)

    const third = await give()
    const waiting = await requestOf()
    const code = (await allow(waiting.query)).searchParams.get('code')
    await sql`update users set active = false where email like 'ada@%'`.execute(acme.workspace.ctx.db)
    expect((await askMcp(third.body.access_token ?? '')).status).toBe(401)
    expect((await refresh(third.body.refresh_token ?? '', third.client)).body.error).toBe('invalid_grant')
    expect((await exchange(code, waiting.client, waiting.verifier)).body.error).toBe('invalid_grant')
  })
})
