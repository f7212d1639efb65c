import type { FastifyRequest } from 'fastify'

/** One request as a test may look at it, from its arrival on: no headers, so no credentials. `status` is 0 while it has no answer. */
export type LoggedRequest = { at: string; method: string; path: string; query: Record<string, string>; body: unknown; status: number }

const mostEntries = 10_000

export const requestLog = () => {
  let entries: LoggedRequest[] = []
  const entryOf = new WeakMap<FastifyRequest, LoggedRequest>()
  return {
    get entries(): readonly LoggedRequest[] {
      return entries
    },
    arrived: (request: FastifyRequest, now: Date) => {
      if (entryOf.has(request)) return
      const url = new URL(request.url, 'http://127.0.0.1')
      const query = Object.fromEntries(url.searchParams)
      const body = /\/(oauth2?\/|token$)/.test(url.pathname) ? grantOnly(request.body) : request.body
      const entry = { at: now.toISOString(), method: request.method, path: url.pathname, query, body: body ?? null, status: 0 }
      entryOf.set(request, entry)
      entries.push(entry)
      if (entries.length > mostEntries) entries.shift()
    },
    answered: (request: FastifyRequest, status: number) => {
      const entry = entryOf.get(request)
      if (entry !== undefined) entry.status = status
    },
    clear: () => {
      entries = []
    },
  }
}

/** Token requests are made of secrets; which grant was asked for is none. */
const grantOnly = (body: unknown) => (typeof body === 'object' && body !== null && 'grant_type' in body ? { grant_type: body.grant_type } : null)
