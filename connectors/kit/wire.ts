import { Agent, errors, request } from 'undici'
import { assertUrlAllowed, guardedLookup } from './address-guard.ts'
import { VendorError } from './vendor-error.ts'

/** Milliseconds; `totalMs` bounds one attempt from connect to the last byte. */
export type Timeouts = { connectMs: number; headersMs: number; bodyMs: number; totalMs: number }

const patience: Timeouts = { connectMs: 10_000, headersMs: 60_000, bodyMs: 30_000, totalMs: 180_000 }
const maxBytes = 32 * 1024 * 1024
const maxRedirects = 3

export type WireRequest = {
  method: string
  url: URL
  headers: Record<string, string>
  /** Sent to the request's own origin only; a redirect elsewhere goes without. */
  credentials: Record<string, string>
  body: string | null
}

export type WireReply = { status: number; headers: Record<string, string>; text: string }

/** No whole reply came. `sent` tells whether the vendor may have acted on the request. */
export class WireFailure extends Error {
  override readonly name = 'WireFailure'
  readonly reason: 'unreachable' | 'stalled' | 'cut_short' | 'too_large'
  readonly sent: boolean

  constructor(reason: WireFailure['reason'], sentence: string, sent: boolean, cause: unknown) {
    super(sentence, { cause })
    this.reason = reason
    this.sent = sent
  }
}

export type Wire = { send(wireRequest: WireRequest): Promise<WireReply>; close(): Promise<void> }

/** One attempt of one request, bounded in time, size and where it may go. */
export const openWire = (allowPrivate: boolean, timeouts: Partial<Timeouts> = {}): Wire => {
  const { connectMs, headersMs, bodyMs, totalMs } = { ...patience, ...timeouts }
  const agent = new Agent({
    connect: { lookup: guardedLookup(allowPrivate), timeout: connectMs },
    headersTimeout: headersMs,
    bodyTimeout: bodyMs,
    maxResponseSize: maxBytes,
  })

  const once = async ({ method, url, headers, credentials, body }: WireRequest): Promise<WireReply> => {
    assertUrlAllowed(url, allowPrivate)
    let headersCame = false
    try {
      const signal = AbortSignal.timeout(totalMs)
      const reply = await request(url, { dispatcher: agent, method, headers: { ...headers, ...credentials }, body, signal })
      headersCame = true
      return { status: reply.statusCode, headers: flat(reply.headers), text: await reply.body.text() }
    } catch (thrown) {
      throw failureOf(thrown, url, headersCame)
    }
  }

  const send = async (wireRequest: WireRequest): Promise<WireReply> => {
    let current = wireRequest
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const reply = await once(current)
      const target = redirectTarget(reply, current)
      if (target === null) return reply
      current = { ...current, url: target, credentials: target.origin === current.url.origin ? current.credentials : {} }
    }
    throw new VendorError('refused', `${wireRequest.url.host} sends the request round in circles; check the base URL.`)
  }

  return { send, close: () => agent.destroy() }
}

/** Only reads follow a redirect: a write that is sent elsewhere is an answer to look at, not to repeat. */
const redirectTarget = ({ status, headers }: WireReply, { method, url }: WireRequest): URL | null => {
  if (method !== 'GET' || status < 301 || status > 308 || headers.location === undefined) return null
  return URL.canParse(headers.location, url) ? new URL(headers.location, url) : null
}

export const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : (value ?? '')]))

const unsentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** What went wrong as one sentence, from whatever the client threw. */
export const failureOf = (thrown: unknown, url: URL, headersCame: boolean): Error => {
  if (thrown instanceof VendorError) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  const { host } = url
  if (thrown instanceof errors.ResponseExceededMaxSizeError) return new WireFailure('too_large', `${host} sent more than ${maxBytes} bytes`, true, thrown)
  if (thrown instanceof errors.HeadersTimeoutError || thrown instanceof errors.BodyTimeoutError || isTimeout(thrown)) {
    return new WireFailure('stalled', `${host} stopped answering`, true, thrown)
  }
  if (headersCame) return new WireFailure('cut_short', `${host} broke off in the middle of its answer`, true, thrown)
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return new WireFailure('unreachable', `${host} does not take connections`, false, thrown)
  if (code === 'ENOTFOUND') return new WireFailure('unreachable', `there is no host named ${host}`, false, thrown)
  if (code.startsWith('ERR_TLS') || /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return new WireFailure('unreachable', `${host} shows a certificate that cannot be trusted (${code})`, false, thrown)
  }
  return new WireFailure('unreachable', `${host} cannot be reached (${code === '' ? 'connection lost' : code})`, !unsentCodes.has(code), thrown)
}

const isTimeout = (thrown: unknown) => thrown instanceof Error && thrown.name === 'TimeoutError'
