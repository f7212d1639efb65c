import type { Permission } from '@rollcall/contract'
import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { DirectoryTables } from './directory.tables.ts'
import type { Told } from './scim/users/user.queries.ts'

export type RoleRow = Selectable<DirectoryTables['roles']>

/** How many users have each role that anybody has. */
export async function countByRole(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ role: string; users: number }>`select role, count(*)::int as users from users where deleted_at is null group by role`.execute(db)
  return new Map(rows.map(row => [row.role, row.users]))
}

export const countByLicence = async (db: Db) =>
  (
    await sql<{
      licence: string
      users: number
      active: number
    }>`select licence, count(*)::int as users, count(*) filter (where active)::int as active from users where deleted_at is null group by licence`.execute(db)
  ).rows

/** The role, kept from everybody else until the transaction ends. */
export const lockRole = (db: Db, id: string): Promise<RoleRow | undefined> =>
  db
    .selectFrom('roles')
    .selectAll()
    .where(sql<boolean>`id::text = ${id}`)
    .forUpdate()
    .executeTakeFirst()

export const updateRoleRow = (db: Db, id: string, change: { name: string; permissions: Permission[] }): Promise<RoleRow> =>
  db
    .updateTable('roles')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteRoleRow = (db: Db, id: string) => db.deleteFrom('roles').where('id', '=', id).execute()

/** How many users have a role, or would have it if another door took back what it said. */
export async function countHolders(db: Db, id: string): Promise<number> {
  const { rows } = await sql<{ users: number }>`select count(*)::int as users from users
    where deleted_at is null and (role = ${id} or withheld->'role' @? ${`$.* ? (@ == "${id}")`}::jsonpath)`.execute(db)
  return rows[0]?.users ?? 0
}

/** Everybody who has one role, or from whom it is withheld, gets another in its place; one event each. */
export async function replaceRole(db: Db, from: string, to: string, { at, actor }: Pick<Told, 'at' | 'actor'>): Promise<void> {
  // The id is a uuid, so that its text occurs nowhere else in what is withheld.
  await sql`with changed as (
      update users set role = case when role = ${from} then ${to} else role end, withheld = replace(withheld::text, ${`"${from}"`}, ${`"${to}"`})::jsonb,
        version = version + 1, modified_at = ${at}
      where deleted_at is null and (role = ${from} or withheld->'role' @? ${`$.* ? (@ == "${from}")`}::jsonpath)
      returning id, user_name, role
    ) insert into directory_events (at, actor, action, subject, detail)
    select ${at}::timestamptz, ${actor}, 'user.updated', id, jsonb_build_object('userName', user_name, 'changed', jsonb_build_array('role'),
      'role', jsonb_build_object('from', ${from}::text, 'to', role)) from changed where role = ${to}`.execute(db)
}
