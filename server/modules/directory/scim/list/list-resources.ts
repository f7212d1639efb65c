import { sql } from 'kysely'
import type { ScimAnswer, ScimCall } from '../call.ts'
import { compileFilter } from '../filter/compile-filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import { groupResource } from '../groups/group-resource.ts'
import { groupTarget } from '../groups/group-target.ts'
import { type GroupRecord, groupRecord } from '../groups/group.queries.ts'
import type { JsonObject } from '../json.ts'
import { project, wants } from '../project.ts'
import { groupType, userType } from '../schema/resource-types.ts'
import { resolveAttribute } from '../schema/resolve-attribute.ts'
import { type UserRecord, userResource } from '../users/user-document.ts'
import { userRecord, userTables } from '../users/user.queries.ts'
import { userTarget } from '../users/user-target.ts'
import { findPage, findPageAfter, findPageOfAll, type Page, type SqlQuestion } from './list.queries.ts'
import { type CursorPage, type IndexPage, type ListQuestion, writeCursor } from './page-query.ts'
import { sortExpression } from './sort-expression.ts'

export const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

type Found<T> = Page<T & { ordinal: number; sorted: string | null }>

export const listUsers = async (call: ScimCall, question: ListQuestion): Promise<ScimAnswer> =>
  answerList(call, question, await usersOf(call, question, question.page), resourceOfUser(call))

export const listGroups = async (call: ScimCall, question: ListQuestion): Promise<ScimAnswer> =>
  answerList(call, question, await groupsOf(call, question, question.page), resourceOfGroup(call))

/** The root's list: users, then groups. An attribute that only one of them has matches none of the other. */
export async function listEverything(call: ScimCall, question: ListQuestion): Promise<ScimAnswer> {
  const { page } = question
  const { startIndex, count } = page.kind === 'index' ? page : { startIndex: 1, count: page.count }
  const users = await usersOf(call, question, { kind: 'index', startIndex, count })
  const left = count - users.rows.length
  const groups = await groupsOf(call, question, { kind: 'index', startIndex: Math.max(1, startIndex - users.total), count: left })
  const resources = [...users.rows.map(resourceOfUser(call)), ...groups.rows.map(resourceOfGroup(call))]
  return listAnswer(users.total + groups.total, resources, { startIndex })
}

const resourceOfUser = (call: ScimCall) => (row: UserRecord) => project(userType, userResource(row, call.baseUrl), call.projection)
const resourceOfGroup = (call: ScimCall) => (row: GroupRecord) => project(groupType, groupResource(row, call.baseUrl), call.projection)

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
    sort: sortBy === null ? null : sortExpression(userType, userTarget, sortBy),
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
      sort: sortBy === null ? null : sortExpression(groupType, groupTarget, sortBy),
      descending: sortBy !== null && descending,
    },
    page,
  )
}

function answerList<T extends { ordinal: number; sorted: string | null }>(
  call: ScimCall,
  question: ListQuestion,
  found: Page<T>,
  resourceOf: (row: T) => JsonObject,
): ScimAnswer {
  const { page } = question
  if (page.kind === 'index') return listAnswer(found.total, found.rows.map(resourceOf), { startIndex: page.startIndex })
  const rows = found.rows.slice(0, page.count)
  const last = rows.at(-1)
  const more = found.rows.length > page.count && last !== undefined
  return listAnswer(found.total, rows.map(resourceOf), more ? { nextCursor: writeCursor(question, last, call.ctx.clock.now()) } : {})
}

/** Numbers are numbers, and an empty page has an empty list: clients read both literally. */
const listAnswer = (total: number, resources: JsonObject[], place: JsonObject): ScimAnswer => ({
  status: 200,
  headers: {},
  body: { schemas: [listUrn], totalResults: total, ...place, itemsPerPage: resources.length, Resources: resources },
  outcome: `listed ${resources.length} of ${total}`,
})
