import type { FastifyRequest } from 'fastify'

/** One request as a test may look at it: no headers, so no credentials. */
export type LoggedRequest = { at: string; method: string; path: string; query: Record<string, string>; body: unknown; status: number }

const mostEntries = 10_000

export const requestLog = () => {
  let entries: LoggedRequest[] = []
  return {
    get entries(): readonly LoggedRequest[] {
      return entries
    },
    add: (request: FastifyRequest, status: number, now: Date) => {
      const url = new URL(request.url, 'http://127.0.0.1')
      const query = Object.fromEntries(url.searchParams)
      const body = url.pathname.includes('/oauth2/') ? grantOnly(request.body) : request.body
      entries.push({ at: now.toISOString(), method: request.method, path: url.pathname, query, body: body ?? null, status })
      if (entries.length > mostEntries) entries.shift()
    },
    clear: () => {
      entries = []
    },
  }
}

/** Token requests are made of secrets; which grant was asked for is none. */
const grantOnly = (body: unknown) => (typeof body === 'object' && body !== null && 'grant_type' in body ? { grant_type: body.grant_type } : null)
