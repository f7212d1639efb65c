import type { FastifyRequest } from 'fastify'
import { refused } from './refusals.ts'
import type { GoogleUser, State } from './state.ts'

export type Query = {
  userKey?: string
  customer?: string
  domain?: string
  maxResults?: string
  pageToken?: string
  showDeleted?: string
  includeDerivedMembership?: string
}

export const presentUser = ({ givenName, familyName, ...user }: GoogleUser) => ({
  kind: 'admin#directory#user',
  etag: `"etag-${user.id}"`,
  ...user,
  name: { givenName, familyName, fullName: `${givenName} ${familyName}` },
  emails: [{ address: user.primaryEmail, primary: true }, ...(user.aliases ?? []).map(address => ({ address }))],
  isAdmin: false,
  customerId: 'C03az79cb',
})

/** Direct members, or everyone inside groups of the group too. */
export const membersOf = ({ users, groups }: State, groupId: string, derived: boolean): object[] => {
  const seen = new Set<string>()
  const walk = (id: string) => {
    for (const member of groups.find(group => group.id === id)?.members ?? []) if (!seen.has(member) && seen.add(member) && derived) walk(member)
  }
  if (!groups.some(({ id }) => id === groupId)) throw refused(404)
  walk(groupId)
  return [...seen].map(id => {
    if (id === 'customer') return { kind: 'admin#directory#member', id: 'C03az79cb', role: 'MEMBER', type: 'CUSTOMER' }
    const group = groups.find(one => one.id === id)
    const email = group?.email ?? users.find(user => user.id === id)?.primaryEmail ?? `${id}@outside.test`
    return { kind: 'admin#directory#member', id, email, role: 'MEMBER', type: group === undefined ? 'USER' : 'GROUP', status: 'ACTIVE' }
  })
}

/** A page under the list's own name, which is left out when it is empty. */
export const paged = (request: FastifyRequest, name: 'users' | 'groups' | 'members', rows: object[], most: number, pageSize: number) => {
  const { pageToken, maxResults } = request.query as Query
  const size = Math.min(pageSize, most, Number(maxResults ?? 100))
  const start = pageToken === undefined ? 0 : Number(Buffer.from(pageToken, 'base64url').toString())
  const page = rows.slice(start, start + size)
  return {
    kind: `admin#directory#${name}`,
    etag: '"list"',
    ...(page.length === 0 ? {} : { [name]: page }),
    ...(start + size < rows.length ? { nextPageToken: Buffer.from(String(start + size)).toString('base64url') } : {}),
  }
}
