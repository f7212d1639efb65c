import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../../db/database.ts'

/** The manager of each person, as the newest identity tells it, where they are an active user here. */
export const findManagers = async (db: Db, personIds: readonly string[]): Promise<Map<string, string>> => {
  const { rows } = await sql<{ personId: string; userId: string }>`
    select distinct on (l.person_id) l.person_id as "personId", u.id as "userId"
    from identity_links l join identities i on i.id = l.identity_id
    join users u on lower(u.email) = lower(i.manager_email) and u.active and u.deleted_at is null
    where l.person_id = any(${personIds}::uuid[]) order by l.person_id, i.last_seen_at desc`.execute(db)
  return new Map(rows.map(({ personId, userId }) => [personId, userId]))
}

export const findAppOwners = async (db: Db): Promise<Map<string, string>> => {
  const rows = await db
    .selectFrom('app_modes')
    .innerJoin('users', 'users.id', 'owner_id')
    .select(['connection_id', 'users.id as owner'])
    .where(sql<SqlBool>`active and deleted_at is null`)
    .execute()
  return new Map(rows.map(({ connection_id, owner }) => [connection_id, owner]))
}

/** The role of each active user, and for whom they stand in now. */
export const findApprovers = async (db: Db, userIds: readonly string[], now: Date) => {
  const { rows } = await sql<{ id: string; roleId: string; inPlaceOf: { id: string; roleId: string; name: string; email: string }[] }>`
    select u.id, u.role as "roleId", coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'roleId', o.role, 'name', o.name, 'email', lower(o.email)) order by o.id)
      from approval_substitutes s join users o on o.id = s.user_id and o.active and o.deleted_at is null
      where s.substitute_id = u.id and s.begins_at <= ${now}::timestamptz and s.ends_at > ${now}::timestamptz), '[]') as "inPlaceOf"
    from users u where u.id = any(${userIds}::uuid[]) and u.active and u.deleted_at is null`.execute(db)
  return new Map(rows.map(row => [row.id, row]))
}

/** Names of users, also of those who left. */
export const findNames = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
