import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../../db/database.ts'
import type { GrantSource } from '../../grant.ts'
import { builtInRoles, type Licence } from '../../role.ts'
import { isUuid } from '../uuid.ts'
import type { EmailRow, UserColumns, UserRecord } from './user-document.ts'

/** Ordinals to a row of `user_blocks`. */
export const blockSize = 2048

const groupsOfUser = sql`(select jsonb_agg(jsonb_build_object('value', g.id, 'display', g.display_name) order by g.display_name)
  from group_members e join groups g on g.id = e.group_id where e.value = u.id::text)`

const builtInIds = sql.join(builtInRoles.map(role => sql.lit(role.id)))

/** What is read of a user `u`; the groups only where somebody wants them. */
export const userRecord = (withGroups: boolean): RawBuilder<unknown> => sql`u.id, u.ordinal, u.user_name, u.external_id, u.active, u.email, u.name, u.role,
  case when u.role in (${builtInIds}) then null else (select r.name from roles r where r.id::text = u.role) end as role_name, u.role_source, u.licence, u.licence_source,
  u.manager_ref, u.manager_id, u.manager_source, m.email as manager_email, m.name as manager_name,
  u.attributes, ${withGroups ? groupsOfUser : sql`null::jsonb`} as groups, u.version, u.created_at, u.modified_at`

export const userTables = sql`users u left join users m on m.id = u.manager_id`

export const findRecord = async (db: Db, id: string, withGroups: boolean): Promise<UserRecord | undefined> =>
  (await sql<UserRecord>`select ${userRecord(withGroups)} from ${userTables} where u.id = ${id} and u.deleted_at is null`.execute(db)).rows[0]

/** Whom a create would link to: an inactive user of the same external id or user name. And who has the user name. */
export const findNamesakes = async (db: Db, userName: string, externalId: string | null): Promise<UserRecord[]> =>
  (
    await sql<UserRecord>`select ${userRecord(true)} from ${userTables} where u.deleted_at is null
      and ((lower(u.user_name) collate "C") = lower(${userName}) or (u.external_id collate "C") = ${externalId} and not u.active)
      order by ((lower(u.user_name) collate "C") = lower(${userName})) desc, u.ordinal limit 2`.execute(db)
  ).rows

export interface UserGrants {
  readonly role: string
  readonly role_source: GrantSource
  readonly licence: Licence
  readonly licence_source: GrantSource
  readonly manager_ref: string | null
  readonly manager_source: GrantSource
}

export interface Told {
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly detail: Record<string, unknown>
}

const tell = (from: RawBuilder<unknown>, subject: RawBuilder<unknown>, { at, actor, action, detail }: Told) =>
  sql`insert into directory_events (at, actor, action, subject, detail) select ${at}::timestamptz, ${actor}, ${action}, ${subject}, ${JSON.stringify(detail)}::jsonb from ${from}`

// Whom a manager's name means: an id, an external id, a user name or an e-mail, as long as it is one person.
function managerId(ref: string | null, own: string): RawBuilder<unknown> {
  if (ref === null) return sql`null::uuid`
  const byName = sql`(lower(x.user_name) collate "C") = lower(${ref}) or lower(x.email) = lower(${ref})`
  return sql`(select min(x.id::text)::uuid from users x where x.deleted_at is null and x.id <> ${own}::uuid
    and ((x.external_id collate "C") = ${ref} or ${isUuid(ref) ? sql`x.id = ${ref}::uuid` : byName}) having count(*) = 1)`
}

const addEmails = (from: RawBuilder<unknown>, emails: readonly EmailRow[]) => sql`insert into user_emails (user_id, value, display, type, is_primary)
  select ${from}.id, e.value, e.display, e.type, e.is_primary from ${from}, jsonb_to_recordset(${JSON.stringify(emails)}::jsonb) as e (value text, display text, type text, is_primary boolean)`

const countUser = (from: RawBuilder<unknown>, change: 1 | -1) => sql`insert into user_blocks (block, stripe, users)
  select ordinal / ${sql.lit(blockSize)}, pg_backend_pid() & 7, ${sql.lit(change)} from ${from}
  on conflict (block, stripe) do update set users = user_blocks.users + excluded.users`

export interface NewUser extends UserColumns, UserGrants {
  readonly id: string
  readonly password_hash: string | null
  readonly emails: readonly EmailRow[]
}

/** What follows from what was written: the manager whom a name means, and the name of a custom role. */
export type Derived = Pick<UserRecord, 'manager_id' | 'manager_email' | 'manager_name' | 'role_name'>

const derivedFrom = (from: RawBuilder<unknown>) => sql`select d.manager_id, m.email as manager_email, m.name as manager_name, r.name as role_name
  from ${from} d left join users m on m.id = d.manager_id left join roles r on r.id::text = d.role`

/** One statement for a user and everything that goes with one. Null when the name is taken, or when an inactive user has the external id. */
export async function insertRecord(db: Db, user: NewUser, told: Told): Promise<Derived | null> {
  // An external id that several users share does not say who is meant.
  const unclaimed =
    user.external_id === null
      ? sql`true`
      : sql`(select count(*) <> 1 or bool_or(active) from users where (external_id collate "C") = ${user.external_id} and deleted_at is null)`
  const created = sql`created`
  const { rows } = await sql<Derived>`with created as (
      insert into users (id, email, name, role, role_source, licence, licence_source, password_hash, user_name, external_id, active, manager_ref, manager_id, manager_source, attributes, created_at, modified_at)
      select ${user.id}::uuid, ${user.email}, ${user.name}, ${user.role}, ${user.role_source}, ${user.licence}, ${user.licence_source}, ${user.password_hash}, ${user.user_name},
        ${user.external_id}::text, ${user.active}::boolean, ${user.manager_ref}::text, ${managerId(user.manager_ref, user.id)}, ${user.manager_source}, ${JSON.stringify(user.attributes)}::jsonb,
        ${told.at}::timestamptz, ${told.at}::timestamptz
      where ${unclaimed}
      on conflict do nothing
      returning id, ordinal, manager_id, role
    ), counted as (${countUser(created, 1)}), addressed as (${addEmails(created, user.emails)}), told as (${tell(created, sql`created.id`, told)})
    ${derivedFrom(created)}`.execute(db)
  return rows[0] ?? null
}

export interface UserChange {
  readonly columns: UserColumns & UserGrants
  /** Null when they stay as they are. */
  readonly emails: readonly EmailRow[] | null
  readonly managerChanged: boolean
}

/** One statement for a change and everything that follows from it; null when the version is not the present one any more. */
export async function updateRecord(db: Db, id: string, version: number, { columns, emails, managerChanged }: UserChange, told: Told): Promise<Derived | null> {
  const manager = managerChanged
    ? sql`, manager_ref = ${columns.manager_ref}, manager_source = ${columns.manager_source}, manager_id = ${managerId(columns.manager_ref, id)}`
    : sql``
  const readdress =
    emails === null
      ? sql``
      : sql`, cleared as (delete from user_emails where user_id = (select id from changed)), addressed as (${addEmails(sql`changed`, emails)})`
  const { rows } = await sql<Derived>`with changed as (
      update users set user_name = ${columns.user_name}, external_id = ${columns.external_id}, active = ${columns.active}, email = ${columns.email}, name = ${columns.name},
        role = ${columns.role}, role_source = ${columns.role_source}, licence = ${columns.licence}, licence_source = ${columns.licence_source},
        attributes = ${JSON.stringify(columns.attributes)}::jsonb, version = version + 1, modified_at = ${told.at}${manager}
      where id = ${id} and version = ${version} and deleted_at is null
      returning id, manager_id, role
    )${readdress}, told as (${tell(sql`changed`, sql`changed.id`, told)})
    ${derivedFrom(sql`changed`)}`.execute(db)
  return rows[0] ?? null
}

/** The row stays, without access, e-mails to be found by, groups or reports; its name is free again. */
export async function deleteRecord(db: Db, id: string, versions: readonly number[] | null, told: Told): Promise<boolean> {
  const { rows } = await sql`with gone as (
      update users set deleted_at = ${told.at}, active = false, version = version + 1, modified_at = ${told.at}
      where id = ${id} and deleted_at is null${versions === null ? sql`` : sql` and version = any(${[...versions]}::int[])`} returning id, ordinal, email
    ), counted as (${countUser(sql`gone`, -1)}),
    unaddressed as (delete from user_emails where user_id = (select id from gone)),
    left_groups as (delete from group_members where value = ${id} and exists (select 1 from gone)),
    left_alone as (update users set manager_id = null, manager_ref = gone.email from gone where manager_id = gone.id),
    told as (${tell(sql`gone`, sql`gone.id`, told)})
    select id from gone`.execute(db)
  return rows.length === 1
}

/** How many active admins there are besides this one, once nobody else can change that until the transaction ends. */
export async function countOtherAdmins(db: Db, id: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('directory.admins'))`.execute(db)
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from users where role = 'admin' and active and deleted_at is null and id <> ${id}`.execute(db)
  return rows[0]?.count ?? 0
}
