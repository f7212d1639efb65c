import { Agent, request } from 'undici'
import { assertUrlAllowed, guardedLookup } from './address-guard.ts'

/** What a library that brings its own requests is given in place of `fetch`. */
export type GuardedFetch = (
  url: string,
  init: { method?: string; headers?: HeadersInit; body?: unknown; signal?: AbortSignal | null | undefined },
) => Promise<Response>

const connectMs = 10_000
const answerMs = 20_000
const maxBytes = 1024 * 1024

/**
 * `fetch` for addresses that come from data: it goes only where the guard lets it, reads a megabyte at most, and follows no redirect.
 * Rejects with a VendorError (`address`) or with undici's error.
 */
export const guardedFetch = (allowPrivate: boolean): GuardedFetch => {
  const dispatcher = new Agent({
    connect: { lookup: guardedLookup(allowPrivate), timeout: connectMs },
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    maxResponseSize: maxBytes,
  })
  return async (url, { method = 'GET', headers = {}, body, signal }) => {
    const target = new URL(url)
    assertUrlAllowed(target, allowPrivate)
    // Forms and nothing else are sent this way.
    const sent = typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : null
    const limit = AbortSignal.timeout(answerMs)
    const reply = await request(target, {
      dispatcher,
      method: method === 'POST' ? 'POST' : 'GET',
      headers: Object.fromEntries(new Headers(headers)),
      body: sent,
      signal: signal == null ? limit : AbortSignal.any([signal, limit]),
    })
    const answered = Object.entries(reply.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [value].flat().map((each): [string, string] => [name, each]),
    )
    const text = await reply.body.text()
    return new Response(text === '' ? null : text, { status: reply.statusCode, headers: answered })
  }
}
