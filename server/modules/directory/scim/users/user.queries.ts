import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../../db/database.ts'
import { builtInRole, builtInRoles } from '../../role.ts'
import { isUuid } from '../uuid.ts'
import type { RuledGrants } from '../../access/grants-by-rule.ts'
import { revisionHeld } from '../../access/rule-sets.queries.ts'
import type { EmailRow, UserColumns, UserRecord } from './user-document.ts'

/** Ordinals to a row of `user_blocks`. */
export const blockSize = 2048

const groupsOfUser = sql`(select jsonb_agg(jsonb_build_object('value', g.id, 'display', g.display_name) order by g.display_name)
  from group_members e join groups g on g.id = e.group_id where e.value = u.id::text)`

const builtInIds = sql.join(builtInRoles.map(role => sql.lit(role.id)))

/** What is read of a user `u`; the groups only where somebody wants them. */
export const userRecord = (withGroups: boolean): RawBuilder<unknown> => sql`u.id, u.ordinal, u.user_name, u.external_id, u.active, u.email, u.name, u.role,
  case when u.role in (${builtInIds}) then null else (select r.name from roles r where r.id::text = u.role) end as role_name, u.role_source, u.licence, u.licence_source,
  u.manager_ref, u.manager_id, u.manager_source, u.withheld, u.role_rule, u.licence_rule, u.manager_rule, u.door, u.claims, u.last_sign_in_at, m.email as manager_email, m.name as manager_name,
  u.attributes, ${withGroups ? groupsOfUser : sql`null::jsonb`} as groups, u.version, u.created_at, u.modified_at,
  u.xmin::text as row_version`

/** Joined to each user `u`. The limit has each manager looked up by the id; without one, the planner reads everybody for a page of a thousand. */
export const joinManager = sql`left join lateral (select email, name from users where id = u.manager_id limit 1) m on true`

export const userTables = sql`users u ${joinManager}`

export const findRecord = async (db: Db, id: string, withGroups: boolean): Promise<UserRecord | undefined> =>
  (await sql<UserRecord>`select ${userRecord(withGroups)} from ${userTables} where u.id = ${id} and u.deleted_at is null`.execute(db)).rows[0]

/** Whom a create would link to: an inactive user of the same external id or user name. And who has the user name. */
export const findNamesakes = async (db: Db, userName: string, externalId: string | null): Promise<UserRecord[]> =>
  (
    await sql<UserRecord>`select ${userRecord(true)} from ${userTables} where u.deleted_at is null
      and ((lower(u.user_name) collate "C") = lower(${userName}) or (u.external_id collate "C") = ${externalId} and not u.active)
      order by ((lower(u.user_name) collate "C") = lower(${userName})) desc, u.ordinal limit 2`.execute(db)
  ).rows

export interface Told {
  readonly at: Date
  readonly actor: string
  readonly action: string
  /** For the audit log, which keeps no values. */
  readonly detail: Record<string, unknown>
  /** From and to of each thing that changed, for webhooks and the feed. */
  readonly changes?: Record<string, { readonly from: unknown; readonly to: unknown }>
}

const tell = (from: RawBuilder<unknown>, subject: RawBuilder<unknown>, { at, actor, action, detail, changes = {} }: Told) =>
  sql`insert into directory_events (at, actor, action, subject, detail, changes)
    select ${at}::timestamptz, ${actor}, ${action}, ${subject}, ${JSON.stringify(detail)}::jsonb, ${JSON.stringify(changes)}::jsonb from ${from}`

/** A manager's name, once as it is, then as an id or as something else: the one that it is not is null. */
interface ManagerName {
  readonly ref: RawBuilder<unknown>
  readonly named: RawBuilder<unknown>
  readonly byId: RawBuilder<unknown>
}

/** Whom a manager's name means: an id, an external id, a user name or an e-mail, as long as it is one person and not the user's own. */
export const managerAmong = ({ ref, named, byId }: ManagerName, own: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select min(x.id::text)::uuid from (
      select id from users where deleted_at is null and (external_id collate "C") = ${ref}
      union select id from users where deleted_at is null and (lower(user_name) collate "C") = lower(${named})
      union select id from users where deleted_at is null and lower(email) = lower(${named})
      union select id from users where deleted_at is null and id = ${byId}
    ) x where x.id <> ${own} having count(*) = 1)`

function managerId(ref: string | null, own: string): RawBuilder<unknown> {
  if (ref === null) return sql`null::uuid`
  const isId = isUuid(ref)
  return managerAmong({ ref: sql`${ref}::text`, named: sql`${isId ? null : ref}::text`, byId: sql`${isId ? ref : null}::uuid` }, sql`${own}::uuid`)
}

const addEmails = (from: RawBuilder<unknown>, emails: readonly EmailRow[]) => sql`insert into user_emails (user_id, value, display, type, is_primary)
  select ${from}.id, e.value, e.display, e.type, e.is_primary from ${from}, jsonb_to_recordset(${JSON.stringify(emails)}::jsonb) as e (value text, display text, type text, is_primary boolean)`

const countUser = (from: RawBuilder<unknown>, change: 1 | -1) => sql`insert into user_blocks (block, stripe, users)
  select ordinal / ${sql.lit(blockSize)}, pg_backend_pid() & 7, ${sql.lit(change)} from ${from}
  on conflict (block, stripe) do update set users = user_blocks.users + excluded.users`

export interface NewUser extends UserColumns, RuledGrants {
  readonly id: string
  readonly password_hash: string | null
  readonly emails: readonly EmailRow[]
}

/** The rules as the statement that wrote found them: where they are not those it was computed with, nothing was written. */
export interface Written {
  readonly written: boolean
  readonly revision: number
}

/** What follows from what was written: the version of the row and, where they were looked up, the manager whom a name means and the name of a custom role. */
type Derived = Pick<UserRecord, 'row_version'> & Partial<Pick<UserRecord, 'manager_id' | 'manager_email' | 'manager_name' | 'role_name'>>

export interface UserWritten extends Written {
  readonly derived: Derived
}

const outcomeOf = (written: RawBuilder<unknown>, looksUp: boolean) =>
  looksUp
    ? sql`select w.id is not null as written, rules.revision,
        jsonb_build_object('manager_id', w.manager_id, 'manager_email', m.email, 'manager_name', m.name, 'role_name', r.name, 'row_version', w.row_version) as derived
      from rules left join ${written} w on true left join users m on m.id = w.manager_id left join roles r on r.id::text = w.role`
    : sql`select w.id is not null as written, rules.revision, jsonb_build_object('row_version', w.row_version) as derived from rules left join ${written} w on true`

async function write(db: Db, statement: RawBuilder<UserWritten>): Promise<UserWritten> {
  const [outcome] = (await statement.execute(db)).rows
  if (outcome === undefined) throw new Error('a statement that begins with the rules answers one row')
  return outcome
}

/**
 * One statement for a user and everything that goes with one. Not written when the name is taken, when an inactive user has the external id, or
 * when the rules are not at this revision any more; without a revision no rules were asked.
 */
export async function insertRecord(db: Db, user: NewUser, told: Told, revision: number | null = null): Promise<UserWritten> {
  // An external id that several users share does not say who is meant.
  const unclaimed =
    user.external_id === null
      ? sql`true`
      : sql`(select count(*) <> 1 or bool_or(active) from users where (external_id collate "C") = ${user.external_id} and deleted_at is null)`
  const created = sql`created`
  return write(
    db,
    sql<UserWritten>`with rules as materialized (select ${revisionHeld} as revision), created as (
      insert into users (id, email, name, role, role_source, licence, licence_source, password_hash, user_name, external_id, active, manager_ref, manager_id, manager_source, withheld, role_rule, licence_rule, manager_rule, door, claims, attributes, created_at, modified_at)
      select ${user.id}::uuid, ${user.email}, ${user.name}, ${user.role}, ${user.role_source}, ${user.licence}, ${user.licence_source}, ${user.password_hash}, ${user.user_name},
        ${user.external_id}::text, ${user.active}::boolean, ${user.manager_ref}::text, ${managerId(user.manager_ref, user.id)}, ${user.manager_source}, ${JSON.stringify(user.withheld)}::jsonb,
        ${user.role_rule}::uuid, ${user.licence_rule}::uuid, ${user.manager_rule}::uuid, ${user.door}, ${JSON.stringify(user.claims)}::jsonb, ${JSON.stringify(user.attributes)}::jsonb,
        ${told.at}::timestamptz, ${told.at}::timestamptz
      from rules where (rules.revision = ${revision}::bigint or ${revision}::bigint is null) and ${unclaimed}
      on conflict do nothing
      returning id, ordinal, manager_id, role, xmin::text as row_version
    ), counted as (${countUser(created, 1)}), addressed as (${addEmails(created, user.emails)}), told as (${tell(created, sql`created.id`, told)})
    ${outcomeOf(created, user.manager_ref !== null || builtInRole(user.role) === undefined)}`,
  )
}

export interface UserChange {
  readonly columns: UserColumns & RuledGrants
  /** Null when they stay as they are. */
  readonly emails: readonly EmailRow[] | null
  readonly managerChanged: boolean
}

/** The versions that a change was computed with: of the user, of their row (which also moves with what has no version), and of the rules. */
export interface ComputedWith {
  readonly version: number
  readonly rowVersion: string
  readonly revision: number
}

/** One statement for a change and everything that follows from it; not written when it was computed with something that is not the present one any more. */
export async function updateRecord(
  db: Db,
  id: string,
  { version, rowVersion, revision }: ComputedWith,
  { columns, emails, managerChanged }: UserChange,
  told: Told,
): Promise<UserWritten> {
  const manager = managerChanged
    ? sql`, manager_ref = ${columns.manager_ref}, manager_source = ${columns.manager_source}, manager_id = ${managerId(columns.manager_ref, id)}`
    : sql``
  const readdress =
    emails === null
      ? sql``
      : sql`, cleared as (delete from user_emails where user_id = (select id from changed)), addressed as (${addEmails(sql`changed`, emails)})`
  return write(
    db,
    sql<UserWritten>`with rules as materialized (select ${revisionHeld} as revision), changed as (
      update users set user_name = ${columns.user_name}, external_id = ${columns.external_id}, active = ${columns.active}, email = ${columns.email}, name = ${columns.name},
        role = ${columns.role}, role_source = ${columns.role_source}, licence = ${columns.licence}, licence_source = ${columns.licence_source},
        role_rule = ${columns.role_rule}, licence_rule = ${columns.licence_rule}, manager_rule = ${columns.manager_rule}, door = ${columns.door}, claims = ${JSON.stringify(columns.claims)}::jsonb,
        withheld = ${JSON.stringify(columns.withheld)}::jsonb, attributes = ${JSON.stringify(columns.attributes)}::jsonb, version = version + 1, modified_at = ${told.at}${manager}
      from rules where id = ${id} and version = ${version} and users.xmin::text = ${rowVersion} and deleted_at is null and rules.revision = ${revision}
      returning id, manager_id, role, users.xmin::text as row_version
    )${readdress}, told as (${tell(sql`changed`, sql`changed.id`, told)})
    ${outcomeOf(sql`changed`, managerChanged || builtInRole(columns.role) === undefined)}`,
  )
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
