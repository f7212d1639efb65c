import type { FastifyRequest } from 'fastify'
import { refused } from './refusals.ts'
import type { EntraUser, State } from './state.ts'

export type Query = { $select?: string; $top?: string; $expand?: string; $filter?: string; $skiptoken?: string }

/** What a user shows unless `$select` asks for more ("List users"). */
const usualFields = 'displayName,mail,userPrincipalName,id,jobTitle'

/** Only an expanded manager with `$levels` may be narrowed down by `$select` ("List manager"). */
const expandManager = /^manager(?:\(\$levels=\d+(?:;\$select=([\w,]+))?\))?$/

/** A user with the fields that were asked for. */
export const presentUser = (user: EntraUser, { users }: State, { $select, $expand }: Query) => {
  const shown = { ...picked(user, $select ?? usualFields) }
  if ($expand === undefined) return shown
  const [matched, fields] = expandManager.exec($expand) ?? []
  if (matched === undefined) throw refused(400, 'BadRequest', `Parsing OData Select and Expand failed: ${$expand}`)
  const manager = users.find(({ id }) => id === user.managerId)
  return manager === undefined ? shown : { ...shown, manager: { '@odata.type': '#microsoft.graph.user', ...picked(manager, fields ?? usualFields) } }
}

const picked = (thing: object, fields: string): Record<string, unknown> => {
  const known = new Map(Object.entries(thing))
  return Object.fromEntries(
    fields.split(',').map(name => {
      if (!known.has(name) || name === 'managerId')
        throw refused(400, 'BadRequest', `Could not find a property named '${name}' on type 'microsoft.graph.user'.`)
      return [name, known.get(name)]
    }),
  )
}

export const picking = (thing: object, { $select }: Query) => ($select === undefined ? thing : picked(thing, $select))

/** Members as directory objects, those of groups in the group too when it is asked for `transitive`ly; nobody twice. */
export const membersOf = (state: State, groupId: string, transitive: boolean): { '@odata.type': string; id: string }[] => {
  const seen = new Set<string>()
  const walk = (id: string) => {
    const members = state.groups.find(group => group.id === id)?.members ?? []
    for (const member of members.filter(one => !seen.has(one) && seen.add(one))) if (transitive) walk(member)
  }
  if (!state.groups.some(({ id }) => id === groupId)) throw refused(404)
  walk(groupId)
  return [...seen].map(id => ({ '@odata.type': `#microsoft.graph.${state.groups.some(group => group.id === id) ? 'group' : 'user'}`, id }))
}

/** A page, with the whole address of the next: its token goes with every other parameter of the request. */
export const paged = <Row>(request: FastifyRequest, rows: Row[], pageSize: number) => {
  const { $skiptoken, $top } = request.query as Query
  const start = $skiptoken === undefined ? 0 : Number(Buffer.from($skiptoken, 'base64url').toString())
  const size = Math.min(pageSize, Number($top ?? 100))
  const next = new URL(request.url, `http://${request.host}`)
  next.searchParams.set('$skiptoken', Buffer.from(String(start + size)).toString('base64url'))
  return {
    '@odata.context': `http://${request.host}/v1.0/$metadata`,
    ...(start + size < rows.length ? { '@odata.nextLink': next.href } : {}),
    value: rows.slice(start, start + size),
  }
}
