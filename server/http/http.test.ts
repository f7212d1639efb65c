import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimWorkspace, listConnections, Problem, readMe } from '@rollcall/contract'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../test/support/workspace.ts'
import { record } from '../modules/audit/index.ts'

describe('the HTTP surface', () => {
  let workspace: Workspace
  let ada: Client
  beforeAll(async () => {
    workspace = await startWorkspace()
    ada = await signInAdmin(workspace)
  })
  afterAll(() => workspace.stop())

  it('tells its health, its readiness and its metrics without sign-in', async () => {
    expect(await (await fetch(`${workspace.url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${workspace.url}/readyz`)).json()).toEqual({ status: 'ready' })
    const metrics = await (await fetch(`${workspace.url}/metrics`)).text()
    expect(metrics).toMatch(/^rollcall_jobs\{queue="sweep",state="waiting"\} \d+$/m)
  })

  it('answers what is not there, what is not JSON and what is too large with one sentence and a code', async () => {
    const problemOf = async (path: string, init: RequestInit = {}) => {
      const reply = await fetch(`${workspace.url}${path}`, { headers: { ...ada.headers, 'content-type': 'application/json' }, ...init })
      return { status: reply.status, ...Problem.parse(await reply.json()).error }
    }
    expect(await problemOf('/api/v1/nothing')).toMatchObject({ status: 404, code: 'not_found' })
    expect(await problemOf('/api/v1/sign-in', { method: 'POST', body: '{' })).toMatchObject({ status: 400, code: 'bad_request' })
    expect(await problemOf('/api/v1/sign-in', { method: 'POST', body: 'x', headers: { ...ada.headers, 'content-type': 'text/csv' } })).toMatchObject({
      code: 'bad_request',
    })
    expect(await problemOf('/api/v1/sign-in', { method: 'POST', body: `"${'x'.repeat(21 * 1024 * 1024)}"` })).toMatchObject({ status: 413, code: 'too_large' })
    expect(await problemOf('/api/v1/connections/not-an-id')).toMatchObject({ status: 400, code: 'bad_request', at: 'id' })
  })

  it('names the field that is wrong', async () => {
    const refusal = await workspace.guest.refusal(claimWorkspace, { body: { token: 'x', email: 'not an e-mail', name: 'A', password: 'long enough password' } })
    expect(refusal).toMatchObject({ code: 'bad_request', at: 'email' })
  })

  it('describes itself as OpenAPI 3.1, every endpoint with its refusals', async () => {
    const document = (await (await fetch(`${workspace.url}/api/v1/openapi.json`)).json()) as {
      openapi: string
      paths: Record<string, Record<string, { operationId: string; responses: object; parameters: object[] }>>
    }
    expect(document.openapi).toBe('3.1.0')
    const operation = document.paths['/connections/{id}']?.get
    expect(operation).toMatchObject({ operationId: 'readConnection', parameters: [expect.objectContaining({ name: 'id', in: 'path', required: true })] })
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(['200', '401', '403', '404', '429', '500']))
    const docs = await (await fetch(`${workspace.url}/docs`)).text()
    expect(docs).toContain('GET /connections/:id')
    expect(docs).not.toContain('<script')
  })

  it('sends what a browser needs to keep strangers out', async () => {
    const { headers } = await fetch(`${workspace.url}/healthz`)
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('lets nobody keep what was answered to somebody', async () => {
    for (const [path, headers, status] of [
      ['/api/v1/me', ada.headers, 200],
      ['/api/v1/me', {}, 401],
      ['/api/v1/nothing', {}, 404],
      ['/api/scim/v2/Users', {}, 401],
      ['/login/saml/start', {}, 400],
    ] as const) {
      const reply = await fetch(`${workspace.url}${path}`, { headers })
      expect([path, reply.status, reply.headers.get('cache-control')]).toEqual([path, status, 'no-store'])
    }
    expect((await fetch(`${workspace.url}/healthz`)).headers.get('cache-control')).toBeNull()
  })

  it('tells an open console what changed, and a stranger nothing', async () => {
    expect((await fetch(`${workspace.url}/api/v1/changes`)).status).toBe(401)
    const abort = new AbortController()
    const stream = await fetch(`${workspace.url}/api/v1/changes`, { headers: ada.headers, signal: abort.signal })
    const reader = (stream.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
    const heard = async () => {
      for (let text = ''; ;) {
        text += (await reader.read()).value ?? ''
        if (text.includes('"topic":"audit"')) return text
      }
    }
    const hearing = heard()
    await record(workspace.ctx, 'test.happened', null, { word: 'private' })
    expect(await hearing).not.toContain('private')
    abort.abort()
  })

  it('lets a request through only with what it was signed in by', async () => {
    expect((await ada.call(readMe)).workspace).toMatchObject({ demo: false, empty: true })
    expect(await workspace.clientWith({ cookie: 'rollcall_session=rcs_x' }).refusal(listConnections)).toMatchObject({ code: 'not_signed_in' })
    expect(await workspace.clientWith({ authorization: 'Basic YTpi' }).refusal(listConnections)).toMatchObject({ code: 'not_signed_in' })
  })
})
