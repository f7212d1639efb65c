import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ask, type Endpoint, Problem, type Reply } from '@rollcall/contract'
import { type Rollcall, start, type StartOptions } from '@rollcall/server'
import { type Config, readConfig } from '@rollcall/server/config.ts'
import { emptyEngine } from './engine.ts'

export const admin = { email: 'ada@rollcall.test', name: 'Ada Admin', password: 'correct horse battery' }

export interface Answer<T> {
  readonly status: number
  readonly body: T
  readonly headers: Headers
}

/** Someone who calls the API over real HTTP, as a browser, a script or a stranger. */
export interface Client {
  /** The parsed reply; throws with the sentence when the call is refused. */
  call<E extends Endpoint>(endpoint: E, ask?: Partial<Ask<E>>): Promise<Reply<E>>
  /** The refusal; throws when the call succeeds. */
  refusal<E extends Endpoint>(endpoint: E, ask?: Partial<Ask<E>>): Promise<{ status: number; code: string; message: string; at?: string | undefined }>
  readonly headers: Record<string, string>
}

export interface Workspace extends Rollcall {
  readonly url: string
  readonly config: Config
  /** Calls without signing in. */
  readonly guest: Client
  clientWith(headers: Record<string, string>): Client
}

const configFor = (environment: Record<string, string>): Config => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-workspace-'))
  return readConfig(
    {
      PORT: '0',
      ROLLCALL_DATA: join(folder, 'data'),
      ROLLCALL_LOG: 'silent',
      ROLLCALL_ALLOW_PRIVATE: 'true',
      ROLLCALL_INTERNAL_DOMAINS: 'rollcall.test',
      ...environment,
    },
    folder,
  )
}

/** A whole Rollcall on an empty database, listening on a port of its own. Stop it in `afterAll`. */
export async function startWorkspace(options: StartOptions & { environment?: Record<string, string> } = {}): Promise<Workspace> {
  const { environment = {}, ...startOptions } = options
  const config = configFor(environment)
  const rollcall = await start(config, { ...startOptions, engine: startOptions.engine ?? (await emptyEngine()) })
  const url = rollcall.url ?? ''
  const clientWith = (headers: Record<string, string>) => clientOf(url, headers)
  return { ...rollcall, url, config, guest: clientWith({}), clientWith }
}

/** Claims the workspace as its first admin and answers the signed-in client. */
export const signInAdmin = ({ url, claimUrl }: Workspace): Promise<Client> => signInAt(url, claimUrl)

/** The admin of whatever serves at `url`; claims it when it gave out a link. */
export async function signInAt(url: string, claimUrl: string | null): Promise<Client> {
  const { email, password, name } = admin
  if (claimUrl !== null) await post(url, '/sign-in/claim', { token: new URL(claimUrl).searchParams.get('token'), email, name, password })
  const reply = await post(url, '/sign-in', { email, password })
  const { session } = (await reply.json()) as { session: string }
  return clientOf(url, { authorization: `Bearer ${session}` })
}

const post = (url: string, path: string, body: unknown) =>
  fetch(`${url}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

function clientOf(url: string, headers: Record<string, string>): Client {
  const send = async (endpoint: Endpoint, ask: Partial<Ask<Endpoint>>): Promise<Answer<unknown>> => {
    const { params = {}, query = {}, body } = ask as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    const search = new URLSearchParams(
      Object.entries(query)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, String(value)]),
    )
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const reply = await fetch(`${url}/api/v1${path}?${search}`, {
      method: endpoint.method,
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: reply.status, body: await reply.json(), headers: reply.headers }
  }
  return {
    headers,
    call: async (endpoint, ask = {}) => {
      const { status, body } = await send(endpoint, ask)
      if (status >= 400) throw new Error(`${endpoint.id} was refused with ${status}: ${JSON.stringify(body)}`)
      return endpoint.reply.parse(body) as never
    },
    refusal: async (endpoint, ask = {}) => {
      const { status, body } = await send(endpoint, ask)
      if (status < 400) throw new Error(`${endpoint.id} succeeded where a refusal was expected: ${JSON.stringify(body)}`)
      const { error } = Problem.parse(body)
      return { status, ...error }
    },
  }
}

/** Asks again until the answer satisfies, ever less often; for what a background job brings about. Fails with the last answer. */
export async function eventually<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean, seconds = 15): Promise<T> {
  const begun = performance.now()
  for (;;) {
    const answer = await ask()
    if (satisfies(answer)) return answer
    const waited = performance.now() - begun
    if (waited > seconds * 1000) throw new Error(`It did not come about within ${seconds} s; the last answer was ${JSON.stringify(answer).slice(0, 2000)}`)
    await new Promise(resolve => setTimeout(resolve, Math.max(25, waited / 20)))
  }
}
