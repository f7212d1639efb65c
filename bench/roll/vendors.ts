// A process of its own: Okta and any number of apps with SCIM, whose pages are made as they are asked for. What it takes is not ours.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/**
 * `people` in Okta, each with an account in every app; every `leaverEvery`th has left and kept them. `perSecond` limits the apps, counted over
 * any second; each answer takes `milliseconds`.
 */
export interface VendorsOptions {
  readonly people: number
  readonly leaverEvery: number
  readonly perSecond: number | null
  readonly milliseconds?: number
}

/** What the limited apps saw: requests, the most within any second, refusals, and the milliseconds from the first change to the last request. */
export interface Seen {
  readonly requests: number
  readonly mostInASecond: number
  readonly refused: number
  readonly milliseconds: number
}

const { people, leaverEvery, perSecond, milliseconds = 0 } = JSON.parse(process.argv[2] ?? '') as VendorsOptions
const at = '2026-03-01T09:00:00.000Z'
const off = new Set<string>()
const addressOf = (n: number) => `u${n}@a.example`
const pageOf = (first: number, count: number): number[] => Array.from({ length: Math.max(0, Math.min(count, people - first + 1)) }, (_, place) => first + place)

const oktaUser = (n: number) => ({
  id: `00u${n}`,
  status: n % leaverEvery === 0 ? 'DEPROVISIONED' : 'ACTIVE',
  created: at,
  statusChanged: at,
  lastLogin: null,
  lastUpdated: at,
  profile: { login: addressOf(n), email: addressOf(n), firstName: 'Person', lastName: String(n) },
})

const scimUser = (app: string, n: number) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id: String(n),
  externalId: `00u${n}`,
  userName: addressOf(n),
  name: { givenName: 'Person', familyName: String(n) },
  displayName: `Person ${n}`,
  active: !off.has(`${app}/${n}`),
  emails: [{ value: addressOf(n), type: 'work', primary: true }],
  groups: [{ value: 'g', display: 'Everybody' }],
  roles: [{ value: 'agent' }],
  entitlements: [],
  meta: { resourceType: 'User', version: off.has(`${app}/${n}`) ? 'W/"2"' : 'W/"1"' },
})

interface Reply {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

function okta(path: string, query: URLSearchParams, origin: string): Reply {
  if (path === '/api/v1/groups' || path === '/api/v1/apps') return { body: [] }
  if (path !== '/api/v1/users') return { status: 404, body: { errorCode: 'E0000007', errorSummary: 'Not found.' } }
  const [first, limit] = [Number(query.get('after') ?? 1), Number(query.get('limit') ?? 200)]
  const next = first + limit
  const link = next > people ? {} : { link: `<${origin}/okta/api/v1/users?after=${next}&limit=${limit}>; rel="next"` }
  return { headers: link, body: pageOf(first, limit).map(oktaUser) }
}

const list = (rows: unknown[], startIndex: number, totalResults: number): Reply => ({
  body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults, startIndex, itemsPerPage: rows.length, Resources: rows },
})

async function scim(app: string, method: string, path: string, query: URLSearchParams, request: IncomingMessage): Promise<Reply> {
  const startIndex = Number(query.get('startIndex') ?? 1)
  if (path === '/ServiceProviderConfig') return { body: { patch: { supported: true }, etag: { supported: true }, pagination: { cursor: false, index: true } } }
  if (path === '/Groups') return list([], 1, 0)
  if (path === '/Users')
    return list(
      pageOf(startIndex, Number(query.get('count') ?? 100)).map(n => scimUser(app, n)),
      startIndex,
      people,
    )
  const n = Number(/^\/Users\/(\d+)$/.exec(path)?.[1])
  if (!(n >= 1 && n <= people)) return { status: 404, body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404' } }
  if (method === 'PATCH') {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    if (text.includes('false')) off.add(`${app}/${n}`)
  }
  return { body: scimUser(app, n) }
}

let window: number[] = []
let [requests, mostInASecond, refused, firstChange, last] = [0, 0, 0, 0, 0]
function exceeded(method: string): boolean {
  if (perSecond === null) return false
  last = performance.now()
  if (firstChange === 0 && method !== 'PATCH') return false
  if (firstChange === 0) firstChange = last
  window = [...window.filter(earlier => earlier > last - 1000), last]
  requests += 1
  mostInASecond = Math.max(mostInASecond, window.length)
  if (window.length <= perSecond) return false
  refused += 1
  return true
}

const server = createServer((request, reply) => {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
  const [, place = '', app = ''] = /^\/(okta|seen|app(\d+)\/scim)/.exec(url.pathname) ?? []
  const path = url.pathname.slice(place.length + 1)
  const answer = async (): Promise<Reply> => {
    if (milliseconds > 0) await setTimeout(milliseconds)
    if (place === 'seen') return { body: { requests, mostInASecond, refused, milliseconds: last - firstChange } satisfies Seen }
    if (place === 'okta') return okta(path, url.searchParams, url.origin)
    if (exceeded(request.method ?? '')) return { status: 429, headers: { 'retry-after': '1' }, body: {} }
    return scim(app, request.method ?? '', path, url.searchParams, request)
  }
  void answer().then(({ status = 200, headers = {}, body }) =>
    reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body)),
  )
})
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
