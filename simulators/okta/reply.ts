import type { FastifyReply, FastifyRequest } from 'fastify'
import { refused } from './refusals.ts'
import type { Assigned, OktaUser } from './state.ts'

export type Query = { filter?: string; search?: string; q?: string; limit?: string; after?: string }

/** Without a filter or search the deprovisioned are left out ("List all users"). Understands what the API documents: `status eq`, and `lastUpdated` with gt and ge. */
export const userFilter = ({ filter, search }: Query): ((user: OktaUser) => boolean) => {
  const expression = filter ?? search
  if (expression === undefined) return user => user.status !== 'DEPROVISIONED'
  const updated = /^lastUpdated (gt|ge) "([^"]+)"$/.exec(expression)
  if (updated?.[2] !== undefined) {
    const since = Date.parse(updated[2])
    return user => (updated[1] === 'gt' ? Date.parse(user.lastUpdated) > since : Date.parse(user.lastUpdated) >= since)
  }
  const terms = expression.split(' or ').map(term => /^status eq "([A-Z_]+)"$/.exec(term)?.[1])
  if (terms.includes(undefined)) throw refused(400)
  return user => terms.includes(user.status)
}

export const present = ({ id, status, created, statusChanged, lastLogin, lastUpdated, profile }: OktaUser, request: FastifyRequest) => ({
  id,
  status,
  created,
  activated: status === 'STAGED' ? null : created,
  statusChanged,
  lastLogin,
  lastUpdated,
  passwordChanged: null,
  type: { id: 'otySimulated' },
  profile,
  credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
  _links: { self: { href: `http://${request.host}/api/v1/users/${id}` } },
})

/** Pages by an opaque cursor in `Link` headers, one header for `self` and one for `next`. */
export const paged = <T>(request: FastifyRequest, reply: FastifyReply, pageSize: number, rows: T[]): T[] => {
  const { after, limit } = request.query as Query
  const start = after === undefined ? 0 : Number(Buffer.from(after, 'base64url').toString())
  const size = Math.min(pageSize, Number(limit ?? pageSize))
  const self = new URL(request.url, `http://${request.host}`)
  const links = [`<${self.href}>; rel="self"`]
  if (start + size < rows.length) {
    self.searchParams.set('after', Buffer.from(String(start + size)).toString('base64url'))
    links.push(`<${self.href}>; rel="next"`)
  }
  reply.header('link', links)
  return rows.slice(start, start + size)
}

export const presentAppUser = ({ scope, syncState = 'DISABLED', externalId }: Assigned, { id, profile }: OktaUser) => ({
  id,
  ...(externalId === undefined ? {} : { externalId }),
  scope,
  status: syncState === 'SYNCHRONIZED' ? 'PROVISIONED' : 'ACTIVE',
  syncState,
  credentials: { userName: profile.login },
  profile: { email: profile.email },
})
