import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bearer, oauthClientCredentials, secret } from './auth.ts'
import { defineConnector } from './connector.ts'
import type { Exchange, VendorPorts } from './ports.ts'
import { testPorts } from './testing/test-ports.ts'
import type { TestPorts } from './testing/test-ports.ts'
import { openVendorApi } from './vendor-api.ts'
import type { VendorApi } from './vendor-api.ts'
import { VendorError } from './vendor-error.ts'

const acme = defineConnector({
  id: 'acme',
  name: 'Acme',
  category: 'app',
  summary: 'A vendor.',
  docs: 'https://acme.example',
  testedAgainst: 'this test',
  baseUrl: { placeholder: '', help: '', example: 'https://api.acme.example', pattern: { regex: '^https://api\\.acme\\.example$', message: '' } },
  auth: [
    bearer({ label: 'Token', token: secret('token', 'Token') }),
    oauthClientCredentials({ label: 'OAuth', client: 'secret', tokenPath: '/token', scope: '' }),
  ],
  limits: { perMinute: 60, observe: () => null },
  check: async () => 'Yes.',
  reads: {},
  writes: {},
})

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void
type World = {
  api: VendorApi
  ports: TestPorts
  asked: { method: string; url: string; authorization: string | undefined; body: string }[]
  url: string
  exchanges: Exchange[]
}

/** A vendor that answers the first request with the first answer, and so on; the last answer stays. */
const withVendor = async <T>(answers: Answer[], run: (world: World) => Promise<T>, overrides: Partial<VendorPorts> = {}, auth = 'bearer'): Promise<T> => {
  const asked: World['asked'] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => (body += String(chunk)))
    request.on('end', () => {
      const answer = answers[Math.min(asked.length, answers.length - 1)]
      asked.push({ method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization, body })
      answer?.(request, response, body)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ports = testPorts(overrides)
  const exchanges: Exchange[] = []
  const credentials = { token: 'token-of-acme', clientId: 'client', clientSecret: 'secret-of-acme' }
  const api = openVendorApi({
    connector: acme,
    baseUrl: `${url}/`,
    auth,
    credentials,
    ports,
    timeouts: { totalMs: 2_000 },
    recorder: one => void exchanges.push(one),
  })
  try {
    return await run({ api, ports, asked, url, exchanges })
  } finally {
    await api.close()
    server.closeAllConnections()
    server.close()
  }
}

const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
const redirect =
  (target: string, status = 302): Answer =>
  (_request, response) =>
    void response.writeHead(status, { location: target }).end()
const ok = json({ ok: true })
const expectOk = { expect: z.object({ ok: z.boolean() }) }

describe('waiting for a vendor', () => {
  it('waits as long as Retry-After asks, for writes too, since a limited request did nothing', () =>
    withVendor([json({}, 429, { 'retry-after': '7' }), ok], async ({ api, ports, asked }) => {
      await api.request({ method: 'POST', path: '/things', body: { a: 1 } })
      expect(ports.sleeps).toEqual([7000])
      expect(asked.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}'])
    }))

  it('gives up at once when it would have to wait too long, and says when to come back', () =>
    withVendor([json({}, 429, { 'retry-after': '3600' })], async ({ api, ports, asked }) => {
      const before = ports.clock().getTime()
      await expect(api.get('/things')).rejects.toMatchObject({ kind: 'limited', code: 'vendor_limited', retryAt: new Date(before + 3_600_000) })
      expect(ports.sleeps).toEqual([])
      expect(asked).toHaveLength(1)
    }))

  it('takes from the shared budget before every attempt', () => {
    let taken = 0
    const budget = { take: async () => void (taken += 1), observe: () => {} }
    return withVendor(
      [json({}, 503), ok],
      async ({ api }) => {
        await api.get('/things')
        expect(taken).toBe(2)
      },
      { budget },
    )
  })
})

describe('repeating a request', () => {
  it('does not repeat a write that may have been done, and says so', () =>
    withVendor([json({}, 500)], async ({ api, asked, ports }) => {
      await expect(api.request({ method: 'POST', path: '/things', body: {} })).rejects.toMatchObject({ kind: 'unreachable', uncertain: true, status: 500 })
      expect(asked).toHaveLength(1)
      expect(ports.sleeps).toEqual([])
    }))

  it('does not take a write for undone because its answer cannot be understood', () =>
    withVendor([json('done')], async ({ api }) => {
      await expect(api.request({ method: 'POST', path: '/things', body: {}, ...expectOk })).rejects.toMatchObject({ kind: 'malformed', uncertain: true })
      await expect(api.get('/things', expectOk)).rejects.toMatchObject({ kind: 'malformed', uncertain: false })
    }))

  it('repeats a write that is idempotent', () =>
    withVendor([json({}, 500), (_request, response) => void response.destroy(), ok], async ({ api, asked }) => {
      expect(await api.request({ method: 'PATCH', path: '/things/1', body: {}, idempotent: true, ...expectOk })).toMatchObject({ body: { ok: true } })
      expect(asked).toHaveLength(3)
    }))

  it('repeats any request that never reached the vendor, and ends in one sentence', async () => {
    const ports = testPorts()
    const api = openVendorApi({ connector: acme, baseUrl: 'http://127.0.0.1:9', auth: 'bearer', credentials: { token: 'token-of-acme' }, ports })
    await expect(api.request({ method: 'POST', path: '/things' })).rejects.toMatchObject({
      kind: 'unreachable',
      uncertain: false,
      message: expect.stringMatching(/^Acme gave no whole answer: .*\.$/),
    })
    expect(ports.sleeps).toHaveLength(4)
    await api.close()
  })

  it('reads again when the answer breaks off in the middle, and calls it malformed in the end', async () => {
    const half: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
      response.write('{"ok":', () => void response.destroy())
    }
    await withVendor([half, ok], async ({ api }) => expect(await api.get('/things', expectOk)).toMatchObject({ body: { ok: true } }))
    await withVendor([half], ({ api }) => expect(api.get('/things', expectOk)).rejects.toMatchObject({ kind: 'malformed', code: 'vendor_malformed' }))
  })

  it('does not read more than it can hold', () =>
    withVendor([(_request, response) => void response.writeHead(200).end(Buffer.alloc(33 * 1024 * 1024, 32))], async ({ api, asked }) => {
      await expect(api.get('/things', expectOk)).rejects.toMatchObject({ kind: 'malformed', message: expect.stringContaining('more than') })
      expect(asked).toHaveLength(1)
    }))
})

describe('where a request goes', () => {
  it('follows a redirect on the same origin with the credential, and elsewhere without', () =>
    withVendor([ok], ({ url: other, asked: strangers }) =>
      withVendor([redirect('/moved'), redirect(`${other}/elsewhere`)], async ({ api, asked }) => {
        await api.get('/things', expectOk)
        expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer token-of-acme', 'Bearer token-of-acme'])
        expect(strangers).toMatchObject([{ url: '/elsewhere', authorization: undefined }])
      }),
    ))

  it('does not go round in circles', () =>
    withVendor([redirect('/again')], async ({ api, asked }) => {
      await expect(api.get('/things')).rejects.toMatchObject({ kind: 'refused' })
      expect(asked).toHaveLength(4)
    }))

  it('does not send a write after a redirect', () =>
    withVendor([redirect('/again', 307), ok], async ({ api, asked }) => {
      await expect(api.request({ method: 'POST', path: '/things', body: {} })).rejects.toMatchObject({ kind: 'refused', status: 307 })
      expect(asked).toHaveLength(1)
    }))

  it('is not led to the metadata of the cloud by a redirect', () =>
    withVendor([redirect('http://169.254.169.254/latest')], async ({ api }) => {
      await expect(api.get('/things')).rejects.toMatchObject({ kind: 'address', code: 'address_refused' })
    }))

  it('does not follow a link to another origin with the credential', () =>
    withVendor([ok], async ({ api, asked }) => {
      await expect(api.get('https://evil.example/next')).rejects.toMatchObject({ kind: 'address' })
      expect(asked).toEqual([])
    }))

  it('stays outside private networks unless the operator allows them', () =>
    withVendor(
      [ok],
      async ({ api, asked }) => {
        await expect(api.get('/things')).rejects.toMatchObject({ kind: 'address' })
        expect(asked).toEqual([])
      },
      { allowPrivate: false },
    ))

  it('does not believe a token that names a stranger as the API', () =>
    withVendor(
      [json({ access_token: 'fresh-token-1', instance_url: 'https://evil.example' })],
      async ({ api, asked, ports }) => {
        await expect(api.get('/things')).rejects.toMatchObject({ kind: 'address' })
        expect(asked).toHaveLength(1)
        expect(asked[0]?.url).toBe('/token')
        expect(ports.stored()).toBeNull()
      },
      {},
      'oauth_client_credentials',
    ))
})

describe('what is told of a request', () => {
  it('is evidence with both bodies and no secret', () =>
    withVendor([json({ echo: 'token-of-acme' }, 201)], async ({ api, exchanges, url }) => {
      await api.request({ method: 'POST', path: '/things', body: { name: 'x' } })
      expect(exchanges).toMatchObject([
        {
          method: 'POST',
          url: `${url}/things`,
          status: 201,
          requestBody: '{"name":"x"}',
          responseBody: '{"echo":"[redacted]"}',
          requestHeaders: { authorization: '[redacted]' },
          failure: null,
        },
      ])
    }))

  it('keeps a secret that the vendor repeats out of the error', () =>
    withVendor([json({}, 400)], async ({ api }) => {
      await expect(api.get('/things/token-of-acme')).rejects.not.toMatchObject({ message: expect.stringContaining('token-of-acme') })
    }))

  it.each([
    [404, 'not_found'],
    [409, 'conflict'],
    [412, 'conflict'],
    [422, 'refused'],
  ])('HTTP %i is %s', (status, kind) => withVendor([json({}, status)], async ({ api }) => expect(api.get('/things')).rejects.toMatchObject({ kind, status })))

  it('goes on without what may not be read when the rest does without it, and does not without a credential', async () => {
    const failures = (status: number, dispensable: boolean) =>
      withVendor([json({}, status)], async ({ api, ports }) => {
        await expect(api.get('/extras', { dispensable })).rejects.toBeInstanceOf(VendorError)
        return ports.failures.length
      })
    expect([await failures(403, true), await failures(403, false), await failures(401, true)]).toEqual([0, 1, 1])
  })

  it('names the place where a reply is unexpected', () =>
    withVendor([json({ ok: 'yes' })], async ({ api }) => {
      await expect(api.get('/things', expectOk)).rejects.toMatchObject({ kind: 'malformed', message: expect.stringContaining('ok:') })
    }))
})
