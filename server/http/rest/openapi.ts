import { type Endpoint, type ErrorCode, endpoints, errorCodes, Problem } from '@rollcall/contract'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { version } from '../../version.ts'

export const everyEndpoint: readonly Endpoint[] = Object.values(endpoints).filter(each => 'method' in each)

const always: readonly ErrorCode[] = ['bad_request', 'rate_limited', 'internal']
const signedIn: readonly ErrorCode[] = ['not_signed_in', 'not_allowed']

const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { target: 'draft-2020-12', io, unrepresentable: 'any' })
  return schema
}

interface ObjectSchema {
  readonly properties?: Record<string, Record<string, unknown>>
  readonly required?: readonly string[]
}

const parametersOf = (shape: z.ZodType | undefined, place: 'path' | 'query') => {
  if (shape === undefined) return []
  const { properties = {}, required = [] } = schemaOf(shape, 'input') as ObjectSchema
  return Object.entries(properties).map(([name, schema]) => ({ name, in: place, required: place === 'path' || required.includes(name), schema }))
}

/** Refusals by status, each with the codes that may come under it. */
function refusalsOf(endpoint: Endpoint): Record<string, unknown> {
  const codes = [
    ...always,
    ...(endpoint.permission === 'anyone' ? [] : signedIn),
    ...(endpoint.idempotent === true ? idempotencyErrors : []),
    ...endpoint.errors,
  ]
  const byStatus = Map.groupBy(new Set(codes), code => errorCodes[code])
  return Object.fromEntries(
    [...byStatus].map(([status, each]) => [
      status,
      {
        description: each.join(', '),
        headers: {
          ...rateHeaders,
          ...(each.some(code => code === 'rate_limited' || code === 'idempotency_key_in_use') ? { 'Retry-After': reference('RetryAfter') } : {}),
        },
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

const header = (name: string, description: string) => ({ name, in: 'header', required: false, description, schema: { type: 'string' } })

/** What the endpoint's value says that it takes besides its own parameters. */
const headersOf = ({ method, idempotent, tagged }: Endpoint) => [
  ...(idempotent === true ? [header('Idempotency-Key', 'Sent again with the same key, the same request is answered with the first answer.')] : []),
  ...(tagged === true && method === 'GET' ? [header('If-None-Match', 'The etag you have; 304 when it is still the same.')] : []),
  ...(tagged === true && !['GET', 'POST'].includes(method) ? [header('If-Match', 'The etag you looked at; 412 when it was changed since.')] : []),
]

const reference = (name: string) => ({ $ref: `#/components/headers/${name}` })
const rateHeaders = { RateLimit: reference('RateLimit'), 'RateLimit-Policy': reference('RateLimitPolicy') }

const bodyOf = (schema: unknown, example: unknown) => ({ 'application/json': { schema, ...(example === undefined ? {} : { example }) } })

const replyOf = ({ reply, produces, tagged, example }: Endpoint) => ({
  description: 'Done.',
  headers: { ...rateHeaders, ...(tagged === true ? { ETag: reference('ETag') } : {}) },
  content: produces === undefined ? bodyOf(schemaOf(reply, 'output'), example?.reply) : { [produces]: { schema: { type: 'string' } } },
})

const idempotencyErrors: readonly ErrorCode[] = ['idempotency_key_in_use', 'idempotency_key_reused']

const operationOf = (endpoint: Endpoint) => ({
  operationId: endpoint.id,
  summary: endpoint.summary,
  description: `Permission: \`${endpoint.permission}\`. ${typeof endpoint.audit === 'string' ? `Audited as \`${endpoint.audit}\`.` : `Not audited: ${endpoint.audit.none}.`}`,
  parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query'), ...headersOf(endpoint)],
  ...(endpoint.body === undefined ? {} : { requestBody: { required: true, content: bodyOf(schemaOf(endpoint.body, 'input'), endpoint.example?.body) } }),
  responses: {
    200: replyOf(endpoint),
    ...(endpoint.tagged === true && endpoint.method === 'GET'
      ? { 304: { description: 'It is still what If-None-Match says.', headers: { ETag: reference('ETag') } } }
      : {}),
    ...refusalsOf(endpoint),
  },
  ...(endpoint.permission === 'anyone' ? { security: [] } : {}),
})

/** The API as OpenAPI 3.1, derived from the endpoints themselves. */
export function openApiDocument(publicUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const endpoint of everyEndpoint) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rollcall',
      version,
      description: 'Lists page by cursor: pass `nextCursor` as `cursor` until it is null. Every refusal is a Problem with one sentence and a stable code.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An API token (Settings) or a session (POST /sign-in).' } },
      schemas: { Problem: schemaOf(Problem, 'output') },
      headers: {
        ETag: { description: 'The version of the record and what was shown of it.', schema: { type: 'string' } },
        RateLimit: {
          description: 'What is left: `"address";r=1187;t=42`, requests and seconds (draft-ietf-httpapi-ratelimit-headers).',
          schema: { type: 'string' },
        },
        RateLimitPolicy: { description: 'The limit: `"address";q=1200;w=60`, requests and seconds.', schema: { type: 'string' } },
        RetryAfter: { description: 'Seconds after which it may go better.', schema: { type: 'integer' } },
      },
    },
  }
}

export function openApiRoutes(server: FastifyInstance, publicUrl: () => string): void {
  server.get('/api/v1/openapi.json', async () => openApiDocument(publicUrl()))
  server.get('/docs/style.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(docsStyle))
  server.get('/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(readableDocs(publicUrl())))
}

// A file of its own: the content security policy takes no inline style.
const docsStyle = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}h2{font-size:1rem;margin:2rem 0 .25rem}
pre{overflow:auto;font-size:.8rem;max-height:24rem}section{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent)}p{margin:.25rem 0}`

const escaped = (text: string): string => text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)

/** One readable page without scripts: every endpoint with what it takes, answers and refuses. */
function readableDocs(publicUrl: string): string {
  const code = (shape: z.ZodType | undefined, io: 'input' | 'output', title: string) =>
    shape === undefined ? '' : `<details><summary>${title}</summary><pre>${escaped(JSON.stringify(schemaOf(shape, io), null, 2))}</pre></details>`
  const sections = everyEndpoint.map(
    each => `<section id="${each.id}"><h2><code>${each.method} ${escaped(each.path)}</code></h2><p>${escaped(each.summary)}</p>
<p>Needs <code>${each.permission}</code>.${each.errors.length === 0 ? '' : ` May refuse with ${each.errors.map(error => `<code>${error}</code>`).join(', ')}.`}</p>
${code(each.query, 'input', 'Query')}${code(each.body, 'input', 'Body')}${code(each.reply, 'output', 'Reply')}</section>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rollcall API</title>
<link rel="stylesheet" href="/docs/style.css"></head><body>
<h1>Rollcall API</h1><p>At <code>${escaped(publicUrl)}/api/v1</code>, also as <a href="/api/v1/openapi.json">OpenAPI 3.1</a>. Send a token as <code>Authorization: Bearer …</code>.</p>
<pre>curl -H "Authorization: Bearer $ROLLCALL_TOKEN" ${escaped(publicUrl)}/api/v1/engagements?q=renewal</pre>${sections.join('\n')}</body></html>`
}
