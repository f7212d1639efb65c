import { sql } from 'kysely'
import type { ScimAnswer, ScimCall } from '../call.ts'
import { compileFilter } from '../filter/compile-filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import { groupResource } from '../groups/group-resource.ts'
import { groupTarget } from '../groups/group-target.ts'
import { type GroupRecord, groupRecord } from '../groups/group.queries.ts'
import type { JsonObject } from '../json.ts'
import { projector, wants } from '../project.ts'
import type { SqlTarget } from '../filter/sql-target.ts'
import type { ResourceType } from '../schema/attribute.ts'
import { groupType, userType } from '../schema/resource-types.ts'
import { resolveAttribute } from '../schema/resolve-attribute.ts'
import { type UserRecord, userResource } from '../users/user-document.ts'
import { userRecord, userTables } from '../users/user.queries.ts'
import { userTarget } from '../users/user-target.ts'
import { rememberUser } from '../users/recent-users.ts'
import { ScimError } from '../scim-error.ts'
import { findPage, findPageAfter, findPageOfAll, type Page, type SqlQuestion } from './list.queries.ts'
import { type CursorPage, type CursorPosition, type IndexPage, type ListQuestion, writeCursor } from './page-query.ts'
import { sortExpression } from './sort-expression.ts'

export const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

type Found<T> = Page<T & { ordinal: number; sorted: string | null }>

export async function listUsers(call: ScimCall, question: ListQuestion): Promise<ScimAnswer> {
  const found = await usersOf(call, question, ownPage(question, 'User'))
  const [first, second] = found.rows
  // Who looks for one user is about to change them.
  if (first !== undefined && second === undefined) rememberUser(call.ctx.db, first)
  return answerList(call, question, 'User', found, resourceOfUser(call))
}

export const listGroups = async (call: ScimCall, question: ListQuestion): Promise<ScimAnswer> =>
  answerList(call, question, 'Group', await groupsOf(call, question, ownPage(question, 'Group')), resourceOfGroup(call))

function ownPage({ page }: ListQuestion, of: CursorPosition['of']): ListQuestion['page'] {
  if (page.kind === 'cursor' && page.after !== null && page.after.of !== of)
    throw new ScimError(400, 'invalidCursor', 'This cursor was given out for another list. Begin again with an empty cursor.')
  return page
}

/** The root's list: users, then groups. An attribute that only one of them has matches none of the other. */
export async function listEverything(call: ScimCall, question: ListQuestion): Promise<ScimAnswer> {
  const { page } = question
  if (page.kind === 'cursor') return everythingAfter(call, question, page)
  const users = await usersOf(call, question, page)
  const groups = await groupsOf(call, question, {
    kind: 'index',
    startIndex: Math.max(1, page.startIndex - users.total),
    count: page.count - users.rows.length,
  })
  const resources = [...users.rows.map(resourceOfUser(call)), ...groups.rows.map(resourceOfGroup(call))]
  return listAnswer(users.total + groups.total, resources, { startIndex: page.startIndex })
}

const nothing: IndexPage = { kind: 'index', startIndex: 1, count: 0 }

async function everythingAfter(call: ScimCall, question: ListQuestion, page: CursorPage): Promise<ScimAnswer> {
  const inGroups = page.after?.of === 'Group'
  const users = await usersOf(call, question, inGroups ? nothing : page)
  const left = page.count - Math.min(users.rows.length, page.count)
  // One more than are shown says whether there is a next page.
  const groups = await groupsOf(call, question, { kind: 'cursor', after: inGroups ? page.after : null, count: left })
  const [userOf, groupOf] = [resourceOfUser(call), resourceOfGroup(call)]
  const all = [
    ...users.rows.map(row => ({ of: 'User' as const, row, resource: userOf(row) })),
    ...groups.rows.map(row => ({ of: 'Group' as const, row, resource: groupOf(row) })),
  ]
  const shown = all.slice(0, page.count)
  const last = shown.at(-1)
  const next = all.length > page.count && last !== undefined ? { nextCursor: writeCursor(question, { of: last.of, ...last.row }, call.ctx.clock.now()) } : {}
  return listAnswer(
    users.total + groups.total,
    shown.map(({ resource }) => resource),
    next,
  )
}

function resourceOfUser(call: ScimCall): (row: UserRecord) => JsonObject {
  const shown = projector(userType, call.projection)
  return row => shown(userResource(row, call.baseUrl))
}

function resourceOfGroup(call: ScimCall): (row: GroupRecord) => JsonObject {
  const shown = projector(groupType, call.projection)
  return row => shown(groupResource(row, call.baseUrl))
}

/** In a list of everything, an attribute of the other type alone sorts nothing of this one. */
function sortOf(call: ScimCall, type: ResourceType, other: ResourceType, target: SqlTarget, sortBy: string | null) {
  if (sortBy === null) return null
  const isElsewhere = call.everywhere && resolveAttribute(type, sortBy) === null && resolveAttribute(other, sortBy) !== null
  return isElsewhere ? sql`null::text` : sortExpression(type, target, sortBy)
}

async function usersOf(call: ScimCall, { filter, sortBy, descending }: ListQuestion, page: IndexPage | CursorPage): Promise<Found<UserRecord>> {
  const matching =
    filter === null
      ? sql`true`
      : compileFilter(userType, userTarget, parseFilter(filter), path => resolveAttribute(groupType, path) !== null && call.everywhere)
  const question: SqlQuestion = {
    alias: 'u',
    table: sql`users u`,
    tables: userTables,
    columns: userRecord(wants(userType, call.projection, 'groups')),
    condition: sql`u.deleted_at is null and ${matching}`,
    sort: sortOf(call, userType, groupType, userTarget, sortBy),
    descending: sortBy !== null && descending,
  }
  if (filter !== null || sortBy !== null) return findPage<UserRecord>(call.ctx.db, question, page)
  return page.kind === 'index' ? findPageOfAll<UserRecord>(call.ctx.db, question, page) : findPageAfter<UserRecord>(call.ctx.db, question, page)
}

async function groupsOf(call: ScimCall, { filter, sortBy, descending }: ListQuestion, page: IndexPage | CursorPage): Promise<Found<GroupRecord>> {
  const matching =
    filter === null
      ? sql`true`
      : compileFilter(groupType, groupTarget, parseFilter(filter), path => resolveAttribute(userType, path) !== null && call.everywhere)
  return findPage<GroupRecord>(
    call.ctx.db,
    {
      alias: 'g',
      table: sql`groups g`,
      tables: sql`groups g`,
      columns: groupRecord(wants(groupType, call.projection, 'members')),
      condition: matching,
      sort: sortOf(call, groupType, userType, groupTarget, sortBy),
      descending: sortBy !== null && descending,
    },
    page,
  )
}

function answerList<T extends { ordinal: number; sorted: string | null }>(
  call: ScimCall,
  question: ListQuestion,
  of: CursorPosition['of'],
  found: Page<T>,
  resourceOf: (row: T) => JsonObject,
): ScimAnswer {
  const { page } = question
  if (page.kind === 'index') return listAnswer(found.total, found.rows.map(resourceOf), { startIndex: page.startIndex })
  const rows = found.rows.slice(0, page.count)
  const last = rows.at(-1)
  const more = found.rows.length > page.count && last !== undefined
  return listAnswer(found.total, rows.map(resourceOf), more ? { nextCursor: writeCursor(question, { of, ...last }, call.ctx.clock.now()) } : {})
}

/** Numbers are numbers, and an empty page has an empty list: clients read both literally. */
const listAnswer = (total: number, resources: JsonObject[], place: JsonObject): ScimAnswer => ({
  status: 200,
  headers: {},
  body: { schemas: [listUrn], totalResults: total, ...place, itemsPerPage: resources.length, Resources: resources },
  outcome: `listed ${resources.length} of ${total}`,
})
