import { Client as McpClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createToken, importEngagement, listAudit, listPlans, type Plan, type Scope } from '@rollcall/contract'
import { type Acme, left, oktaUser, relayUser, startAcme } from '../../modules/lifecycle/testing/acme.ts'

interface Said {
  readonly isError?: boolean
  readonly content: { readonly text: string }[]
  readonly structuredContent?: Record<string, unknown>
}

describe('the Model Context Protocol', () => {
  let acme: Acme
  const opened: McpClient[] = []
  beforeAll(async () => {
    acme = await startAcme({ okta: [oktaUser('ana', left), oktaUser('bo')], relay: [relayUser('ana'), relayUser('bo')] })
  })
  afterAll(async () => {
    for (const client of opened) await client.close()
    await acme.stop()
  })

  /** The official client, with a token that may do what is named. */
  const connect = async (scopes: Scope[]): Promise<McpClient> => {
    const { secret } = await acme.ada.call(createToken, { body: { name: scopes.join(), scopes, expiresAt: null } })
    const client = new McpClient({ name: 'test', version: '1' })
    const transport = new StreamableHTTPClientTransport(new URL('/mcp', acme.workspace.url), {
      requestInit: { headers: { authorization: `Bearer ${secret}` } },
    })
    await client.connect(transport)
    opened.push(client)
    return client
  }
  const use = async (client: McpClient, name: string, given: Record<string, unknown> = {}) =>
    (await client.callTool({ name, arguments: given })) as unknown as Said

  it('offers reading and drafting, and nothing that approves or changes anything', async () => {
    const { tools } = await (await connect(['people:read'])).listTools()
    expect(tools.filter(tool => tool.annotations?.readOnlyHint !== true).map(({ name }) => name)).toEqual(['draft_plan', 'draft_undo'])
    expect(tools.map(({ name }) => name)).toHaveLength(19)
    expect(tools.filter(({ name }) => /approve|apply|retry|delete|protect|create|update/.test(name))).toEqual([])
    expect(tools.find(({ name }) => name === 'list_people')?.inputSchema.properties).toHaveProperty('mark')
  })

  it('reads what the token may read, and says the same sentence as anywhere else for the rest', async () => {
    const reader = await connect(['people:read'])
    const { structuredContent } = await use(reader, 'list_findings', { kind: 'active_after_deactivation', state: 'open' })
    expect(structuredContent).toMatchObject({ total: 1, items: [{ personName: 'ana Test', connectionName: 'Relay', blocked: null }] })
    expect((await use(reader, 'summarize_findings')).isError).toBeUndefined()
    const [found] = (structuredContent as { items: { id: string }[] }).items
    expect((await use(reader, 'read_finding', { id: found?.id })).structuredContent).toMatchObject({ kind: 'active_after_deactivation' })
    expect((await use(reader, 'list_tasks')).structuredContent).toMatchObject({ total: 0 })
    expect((await use(reader, 'list_matching_questions', { of: 'disputes' })).structuredContent).toMatchObject({ items: [] })
    const calls = await use(reader, 'list_calls')
    expect(calls).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('This needs the permission calls:read') }] })
    expect((await use(await connect(['calls:read']), 'list_people')).isError).toBe(true)
    expect(await use(reader, 'read_person', { id: '00000000-0000-4000-8000-000000000000' })).toMatchObject({ isError: true })
  })

  it('finds what was said in a call, and reads it', async () => {
    const transcript = 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nCora: We will send the crate on Friday.\n'
    const { id } = await acme.ada.call(importEngagement, { body: { fileName: 'call.vtt', transcript, details: { title: 'Crates' } } })
    const listener = await connect(['calls:read'])
    expect((await use(listener, 'list_calls', { q: 'crate' })).structuredContent).toMatchObject({ items: [{ id, title: 'Crates' }] })
    expect(JSON.stringify((await use(listener, 'read_transcript', { id })).structuredContent)).toContain('send the crate on Friday')
  })

  it('drafts a plan that changes nothing until a person approves it', async () => {
    const planner = await connect(['people:read', 'plans:write'])
    const found = (await use(planner, 'list_findings', { kind: 'active_after_deactivation' })).structuredContent as { items: { id: string }[] }
    const drafted = await use(planner, 'draft_plan', { findingIds: found.items.map(({ id }) => id) })
    const plan = drafted.structuredContent as unknown as Plan
    expect(plan).toMatchObject({ state: 'draft', approvals: [] })
    expect(acme.relay.state.users.every(({ active }) => active)).toBe(true)
    expect(await use(planner, 'draft_plan', { findingIds: found.items.map(({ id }) => id) })).toMatchObject({
      isError: true,
      content: [{ text: 'The finding about ana Test is in a plan already.' }],
    })
    expect((await acme.ada.call(listPlans)).total).toBe(1)
    const [entry] = (await acme.ada.call(listAudit, { query: { limit: 5 } })).items.filter(({ action }) => action === 'plan.drafted')
    expect(entry?.actor).toBe('token(people:read,plans:write)')
  })

  it('refuses what is not of the form of a tool, and a tool that there is not', async () => {
    const planner = await connect(['plans:write'])
    expect(await use(planner, 'draft_plan', { findingIds: 'all' })).toMatchObject({ isError: true })
    expect(await use(planner, 'approve_plan', {})).toMatchObject({ isError: true })
  })

  it('has the profile of each app to read, and the usual questions', async () => {
    const client = await connect(['people:read'])
    const { resources } = await client.listResources()
    expect(resources.map(({ name }) => name)).toEqual(expect.arrayContaining(['Chorus', 'Clari', 'Cognism', 'People.ai']))
    const { contents } = await client.readResource({ uri: 'rollcall://apps/clari' })
    expect(contents[0]).toMatchObject({ mimeType: 'text/markdown', text: expect.stringContaining('# Clari: how its users are managed') })
    await expect(client.readResource({ uri: 'rollcall://apps/nothing' })).rejects.toThrow('Nothing is known of an app named nothing.')
    const { messages } = await client.getPrompt({ name: 'who_should_not_have_access', arguments: { app: 'Clari' } })
    expect(messages[0]?.content).toMatchObject({ text: expect.stringContaining('Who still has access to Clari and should not?') })
  })

  it('answers nobody without a token, whatever cookie they have', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
    const ask = (headers: Record<string, string>) =>
      fetch(`${acme.workspace.url}/mcp`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
        body,
      })
    const session = acme.ada.headers.authorization?.replace('Bearer ', '') ?? ''
    const bare = await ask({ cookie: `rollcall_session=${session}` })
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer resource_metadata="/)])
    expect((await ask({ authorization: 'Bearer rct_nothing' })).status).toBe(401)
    expect((await ask({ authorization: `Bearer ${session}` })).status).toBe(200)
    expect((await fetch(`${acme.workspace.url}/mcp`)).status).toBe(405)
  })
})
