import type { z } from 'zod'
import type { Credentials } from './auth.ts'
import type { Connector } from './connector.ts'
import type { ConsoleDesk } from './console/desk.ts'
import { evidenceOf } from './evidence.ts'
import type { Exchange, VendorPorts } from './ports.ts'
import { redactor } from './redact.ts'
import type { Redactor } from './redact.ts'
import { decide } from './retry.ts'
import { parseBody } from './reply.ts'
import { authMethod, oauthSigner, staticSigner } from './signer.ts'
import type { Signer } from './signer.ts'
import { VendorError } from './vendor-error.ts'
import { openWire, WireFailure } from './wire.ts'
import type { Timeouts, Wire, WireReply } from './wire.ts'

export type VendorRequest<T> = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Relative to the API's address, or an absolute URL on the same origin (a `next` link). */
  path: string
  query?: Record<string, string>
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  /** The content type of `body`; `application/json` unless told. */
  contentType?: string
  /** A write that may be repeated without doing it twice; GET always may. */
  idempotent?: boolean
  /** A read that the rest does without: that it is not allowed is told to its asker alone, and is no failing of the connection. */
  dispensable?: boolean
  /** What the reply must look like; without it the reply's body is not looked at. */
  expect?: z.ZodType<T>
}

export type VendorReply<T> = { status: number; headers: Record<string, string>; body: T }

/** The one guarded door to a vendor: authenticated, within its limits, retried where that is safe, every refusal a VendorError. */
export type VendorApi = {
  /** The vendor's name, for sentences. */
  readonly name: string
  /** The kind of the auth choice it was opened with. */
  readonly auth: string
  request<T = null>(request: VendorRequest<T>): Promise<VendorReply<T>>
  get<T = null>(path: string, more?: Omit<VendorRequest<T>, 'path' | 'method'>): Promise<VendorReply<T>>
  /** Where the API lives, without a trailing slash: some vendors tell it with the token. */
  url(): Promise<string>
  /** Works the vendor's admin console in a browser. */
  readonly console: ConsoleDesk
  close(): Promise<void>
}

export type VendorApiOptions = {
  connector: Connector
  baseUrl: string
  /** The kind of one of the connector's auth choices. */
  auth: string
  credentials: Credentials
  ports: VendorPorts
  /** Gets every exchange, without secrets. */
  recorder?: (exchange: Exchange) => void
  timeouts?: Partial<Timeouts>
}

export const openVendorApi = (options: VendorApiOptions): VendorApi => {
  const { connector, ports } = options
  const { redact, wire, signer } = openParts(options)

  const attempt = async (url: URL, request: VendorRequest<unknown>, credentials: Record<string, string>): Promise<WireReply | WireFailure> => {
    const body = request.body === undefined ? null : JSON.stringify(request.body)
    const type: Record<string, string> = body === null ? {} : { 'content-type': request.contentType ?? 'application/json' }
    const method = request.method ?? 'GET'
    const headers = { accept: 'application/json', 'user-agent': 'Rollcall', ...type, ...request.headers }
    await ports.budget.take()
    const started = ports.clock()
    const outcome = await wire.send({ method, url, headers, credentials, body }).catch((thrown: unknown) => {
      if (thrown instanceof WireFailure) return thrown
      throw thrown
    })
    options.recorder?.(evidenceOf({ started, ended: ports.clock(), method, url, headers: { ...headers, ...credentials }, body, outcome, redact }))
    if (outcome instanceof WireFailure) return outcome
    const seen = connector.limits.observe(outcome.headers, ports.clock())
    if (seen !== null) await ports.budget.observe(seen)
    return outcome
  }

  const request = async <T>(asked: VendorRequest<T>): Promise<VendorReply<T>> => {
    let renewed = false
    let waited = 0
    for (let tries = 0; ;) {
      const { headers: credentials, apiUrl } = await signer.sign()
      const outcome = await attempt(urlOf(connector, apiUrl, asked), asked, credentials)
      if (!(outcome instanceof WireFailure)) {
        if (outcome.status < 300) return { status: outcome.status, headers: outcome.headers, body: parseBody(connector, asked, outcome, redact) }
        if (outcome.status === 401 && !renewed) {
          renewed = true
          if (await signer.renew(credentials)) continue
        }
      }
      const now = ports.clock()
      const decision = decide({ connector, asked, outcome, tries, waited, now, redact })
      if (decision.error !== null) throw await announced(decision.error, asked, ports)
      ports.log('info', `${connector.name}: waiting before asking again`, {
        reason: decision.reason,
        milliseconds: decision.wait,
        path: redact(asked.path.split('?')[0] ?? ''),
      })
      await ports.sleep(decision.wait)
      waited += decision.wait
      tries += 1
    }
  }

  return {
    name: connector.name,
    auth: options.auth,
    request,
    get: (path, more) => request({ ...more, path, method: 'GET' }),
    url: async () => (await signer.sign()).apiUrl,
    console: async (recipes, work) => {
      if (ports.console === undefined) throw new VendorError('refused', `${connector.name} is not connected by a sign-in to its console.`)
      try {
        return await ports.console(recipes, work)
      } catch (thrown) {
        throw thrown instanceof VendorError ? await announced(thrown, { path: 'console' }, ports) : thrown
      }
    },
    close: () => wire.close(),
  }
}

const openParts = ({ connector, auth, credentials, ports, timeouts, ...options }: VendorApiOptions): { redact: Redactor; wire: Wire; signer: Signer } => {
  const method = authMethod(connector.auth, auth)
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  const redact = redactor(method.fields.filter(field => field.secret).map(field => credentials[field.name] ?? ''))
  const wire = openWire(ports.allowPrivate, timeouts)
  const signer =
    method.grant === undefined
      ? staticSigner(method.headers, credentials, baseUrl)
      : oauthSigner({ connector, grant: method.grant, baseUrl, credentials, wire, redact, ports }, ports.tokens)
  return { redact, wire, signer }
}

/** A link that the vendor gives may lead only to the vendor: it is followed with the credential. */
const urlOf = (connector: Connector, apiUrl: string, { path, query = {} }: VendorRequest<unknown>): URL => {
  const url = /^https?:/i.test(path) ? new URL(path) : new URL(apiUrl + path)
  if (url.origin !== new URL(apiUrl).origin) throw new VendorError('address', `${connector.name} points to ${url.origin}, which is not where it was connected.`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}

/** A change that is not allowed says nothing of reading: whoever asked for it is told, and the connection goes on. */
const announced = async (error: VendorError, { method = 'GET', dispensable = false }: VendorRequest<unknown>, ports: VendorPorts): Promise<VendorError> => {
  if (error.kind === 'credentials' || (error.kind === 'permission' && method === 'GET' && !dispensable)) await ports.onAuthFailure(error.kind, error.sentence)
  return error
}
