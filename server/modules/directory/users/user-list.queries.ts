import type { UserFilter, UserSort } from '@rollcall/contract'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../../../db/database.ts'
import { findPage, findPageAfter } from '../scim/list/list.queries.ts'
import type { Position } from '../scim/list/page-query.ts'
import type { UserRecord } from '../scim/users/user-document.ts'
import { userColumns } from '../scim/users/user-target.ts'
import { userRecord, userTables } from '../scim/users/user.queries.ts'

export interface UserQuestion extends Omit<UserFilter, 'role' | 'filter'> {
  /** The id of a role. */
  readonly role: string | null
  /** What a SCIM filter came to. */
  readonly matching: RawBuilder<unknown> | null
  readonly sort: z.infer<typeof UserSort> | null
  readonly descending: boolean
}

const statuses = {
  active: sql`u.active and u.last_sign_in_at is not null`,
  staged: sql`u.active and u.last_sign_in_at is null`,
  inactive: sql`not u.active`,
}

/** A text to be found as it is written. */
export const partOf = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`

/** Everybody below a manager; somebody who reports to themselves in a circle is counted once. */
export const below = (manager: RawBuilder<unknown>) => sql`(with recursive below (id) as (
    select d.id from users d where d.manager_id = ${manager} and d.deleted_at is null
    union select d.id from users d join below b on d.manager_id = b.id where d.deleted_at is null
  ) select id from below where id <> ${manager})`

function conditionsOf({ q, status, active, role, licence, group, manager, team, matching }: UserQuestion): RawBuilder<unknown>[] {
  const like = partOf(q ?? '')
  return [
    ...(matching === null ? [] : [matching]),
    ...(q === undefined || q === '' ? [] : [sql`(lower(u.name) like ${like} or lower(u.user_name) like ${like} or lower(u.email) like ${like})`]),
    ...(status === undefined ? [] : [statuses[status]]),
    ...(active === undefined ? [] : [sql`u.active = ${active}`]),
    ...(role === null ? [] : [sql`u.role = ${role}`]),
    ...(licence === undefined ? [] : [sql`u.licence = ${licence}`]),
    ...(group === undefined ? [] : [sql`u.id in (select user_id from group_members where group_id = ${group}::uuid)`]),
    ...(manager === undefined ? [] : [sql`u.manager_id = ${manager}::uuid`]),
    ...(team === undefined ? [] : [sql`u.id in ${below(sql`${team}::uuid`)}`]),
  ]
}

const instant = (column: string) => sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
const sorts: Record<z.infer<typeof UserSort>, RawBuilder<unknown>> = {
  name: sql`lower(u.name)`,
  userName: sql`lower(u.user_name)`,
  role: sql`lower(${sql.raw(userColumns.chorus_role ?? '')})`,
  lastSignInAt: instant('u.last_sign_in_at'),
  createdAt: instant('u.created_at'),
  modifiedAt: instant('u.modified_at'),
}

/** One page, and one row more where there is another page. */
export function findUserPage(db: Db, question: UserQuestion, after: Position | null, count: number) {
  const conditions = conditionsOf(question)
  const asked = {
    alias: 'u',
    table: sql`users u`,
    tables: userTables,
    columns: userRecord(true),
    condition: sql.join([sql`u.deleted_at is null`, ...conditions], sql` and `),
    sort: question.sort === null ? null : sorts[question.sort],
    descending: question.descending,
  } as const
  const find = conditions.length === 0 && question.sort === null && !question.descending ? findPageAfter : findPage
  return find<UserRecord>(db, asked, { kind: 'cursor', after, count })
}
