import type { AccountRow, IdentityRow } from '@rollcall/connectors/kit'
import type { Account, AccountStatus, LinkReason } from '@rollcall/contract'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { accountColumns, identityColumns } from './login.ts'
import type { PeopleTables } from './people.tables.ts'

export type PersonRow = Selectable<PeopleTables['persons']> & { disputed: boolean; position: (string | number)[] }

interface Linked {
  connection_name: string
  rule: LinkReason['rule'] | null
  detail: string | null
  decision_id: string | null
}
export type IdentityRecord = Selectable<PeopleTables['identities']> & Linked
export type AccountRecord = Selectable<PeopleTables['accounts']> & Linked

export interface PeopleFilter {
  readonly q?: string | undefined
  readonly status?: AccountStatus | undefined
  readonly mark?: 'should_not_be' | 'missing' | 'unknown' | undefined
}

const isDisputed = sql<boolean>`exists (select from disputes d where d.person_id = p.id)`

// The three marks one can look for, as `markOf` gives them to single persons.
const marked: Record<NonNullable<PeopleFilter['mark']>, RawBuilder<boolean>> = {
  should_not_be: sql`p.id in (select person_id from open_findings where unwanted)`,
  missing: sql`p.id in (
    select l.person_id from identities i join identity_links l on l.identity_id = i.id where i.absent_reads > 0 and i.status in ('active', 'locked', 'staged')
    union all
    select l.person_id from accounts a join account_links l on l.account_id = a.id where a.absent_reads > 0 and a.status in ('active', 'locked', 'staged')
    union all
    select l.person_id from app_assignments s join identities i on i.external_id = s.identity_external_id and i.connection_id = s.connection_id
    join identity_links l on l.identity_id = i.id join identity_app_connections c on c.connection_id = s.connection_id and c.external_id = s.app_external_id
    where not exists (select from accounts a join account_links al on al.account_id = a.id where al.person_id = l.person_id and a.connection_id = c.app_connection_id))`,
  unknown: sql`p.id in (
    select l.person_id from identities i join identity_links l on l.identity_id = i.id
    left join latest_reads r on r.connection_id = i.connection_id and r.resource = 'identities'
    where i.status = 'unknown' or (not r.complete and i.last_seen_at < r.started_at)
    union all
    select l.person_id from accounts a join account_links l on l.account_id = a.id
    left join latest_reads r on r.connection_id = a.connection_id and r.resource = 'accounts'
    where a.status = 'unknown' or (not r.complete and a.last_seen_at < r.started_at))`,
}

const matching = ({ q, status, mark }: PeopleFilter): RawBuilder<boolean> => {
  const conditions = [sql<boolean>`true`]
  if (q !== undefined && q.trim() !== '') {
    const like = `%${q
      .trim()
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(lower(p.display_name) like ${like} or lower(p.email) like ${like} or lower(p.department) like ${like})`)
  }
  if (status !== undefined) conditions.push(sql`p.status = ${status}`)
  if (mark !== undefined) conditions.push(marked[mark])
  return sql.join(conditions, sql` and `)
}

/** What each order compares, ending in what makes it unique; persons without a department come last. */
const orders = {
  name: ['lower(p.display_name)', 'p.id'],
  findings: ['-p.open_findings', 'lower(p.display_name)', 'p.id'],
  department: ['(p.department is null)::int', `coalesce(lower(p.department), '')`, 'lower(p.display_name)', 'p.id'],
} as const

export type PeopleSort = keyof typeof orders

/** The page after a position, and how many persons match in all. One row more than the limit says that there is a next page. */
export async function findPeople(
  db: Db,
  filter: PeopleFilter,
  page: { sort: PeopleSort; after: (string | number)[] | null; limit: number },
): Promise<{ rows: PersonRow[]; total: number }> {
  const keys = orders[page.sort].map(key => sql.raw(key))
  const beyond = page.after === null ? sql`true` : sql`(${sql.join(keys)}) > (${sql.join(page.after)})`
  const { rows } = await sql<PersonRow>`
    select p.*, ${isDisputed} as disputed, jsonb_build_array(${sql.join(keys)}) as position
    from persons p where ${matching(filter)} and ${beyond} order by ${sql.join(keys)} limit ${page.limit + 1}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*) as total from persons p where ${matching(filter)}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

export const findPerson = async (db: Db, id: string): Promise<PersonRow | undefined> =>
  (await sql<PersonRow>`select p.*, ${isDisputed} as disputed, '[]'::jsonb as position from persons p where p.id = ${id}::uuid`.execute(db)).rows[0]

/** How one login stands, as far as a mark needs to know. */
export interface LoginSign {
  readonly personId: string
  readonly connectionId: string
  readonly status: AccountStatus
  readonly absent: boolean
  /** The last read of its source was incomplete and did not bring it. */
  readonly unsure: boolean
  readonly outOfStep: boolean
}

/** The logins of some persons, for their marks. */
export const findSigns = async (db: Db, personIds: readonly string[]): Promise<LoginSign[]> =>
  (
    await sql<LoginSign>`
      select l.person_id as "personId", i.connection_id as "connectionId", i.status, i.absent_reads > 0 as absent,
        coalesce(not r.complete and i.last_seen_at < r.started_at, false) as unsure, false as "outOfStep"
      from identity_links l join identities i on i.id = l.identity_id left join latest_reads r on r.connection_id = i.connection_id and r.resource = 'identities'
      where l.person_id = any(${personIds}::uuid[])
      union all
      select l.person_id, a.connection_id, a.status, a.absent_reads > 0, coalesce(not r.complete and a.last_seen_at < r.started_at, false),
        exists (select from open_findings f where f.account_id = a.id and f.unwanted)
      from account_links l join accounts a on a.id = l.account_id left join latest_reads r on r.connection_id = a.connection_id and r.resource = 'accounts'
      where l.person_id = any(${personIds}::uuid[])`.execute(db)
  ).rows

/** Which apps identity sources give to some persons, by the connection that shows their accounts. */
export const findAssigned = async (db: Db, personIds: readonly string[]): Promise<{ personId: string; connectionId: string }[]> =>
  (
    await sql<{ personId: string; connectionId: string }>`
      select distinct l.person_id as "personId", c.app_connection_id as "connectionId"
      from identity_links l join identities i on i.id = l.identity_id
      join app_assignments s on s.identity_external_id = i.external_id and s.connection_id = i.connection_id
      join identity_app_connections c on c.connection_id = s.connection_id and c.external_id = s.app_external_id
      where l.person_id = any(${personIds}::uuid[])`.execute(db)
  ).rows

/** Identities of a person, and those of which it is disputed whether they are. */
export const findIdentitiesOf = async (db: Db, personId: string): Promise<IdentityRecord[]> =>
  (
    await sql<IdentityRecord>`
      select i.*, c.name as connection_name, l.rule, l.detail, l.decision_id from identities i join connections c on c.id = i.connection_id
      left join identity_links l on l.identity_id = i.id
      where l.person_id = ${personId}::uuid or i.id in (select identity_id from disputes where person_id = ${personId}::uuid)
      order by c.created_at, i.user_name`.execute(db)
  ).rows

const accountRecords = sql`
  select a.*, c.name as connection_name, l.rule, l.detail, l.decision_id from accounts a join connections c on c.id = a.connection_id
  left join account_links l on l.account_id = a.id`

export const findAccountsOf = async (db: Db, personId: string): Promise<AccountRecord[]> =>
  (
    await sql<AccountRecord>`${accountRecords}
      where l.person_id = ${personId}::uuid or a.id in (select account_id from disputes where person_id = ${personId}::uuid)
      order by c.created_at, a.user_name`.execute(db)
  ).rows

export const findAccount = async (db: Db, id: string): Promise<AccountRecord | undefined> =>
  (await sql<AccountRecord>`${accountRecords} where a.id = ${id}::uuid`.execute(db)).rows[0]

export const updateProtection = (db: Db, id: string, protection: Account['protection']) =>
  db.updateTable('accounts').set({ protection, labelled: true }).where('id', '=', id).execute()

/** An account as it was just read by itself; null says that there is none any more. */
export const updateAccount = (db: Db, id: string, seen: AccountRow | null, now: Date) =>
  db
    .updateTable('accounts')
    .set(seen === null ? gone(now) : readAlone(accountColumns(seen), now))
    .where('id', '=', id)
    .execute()

export const updateIdentity = (db: Db, id: string, seen: IdentityRow | null, now: Date) =>
  db
    .updateTable('identities')
    .set(seen === null ? gone(now) : readAlone(identityColumns(seen), now))
    .where('id', '=', id)
    .execute()

const gone = (now: Date) => ({ status: 'deleted', status_changed_at: now, changed: true }) as const

type LoginColumns = ReturnType<typeof accountColumns> | ReturnType<typeof identityColumns>

/** Read alone, a login may come without its groups; those of the last whole read stay. */
const readAlone = <Columns extends LoginColumns>(login: Columns, now: Date) => {
  const { groups: _, external_id: __, status_changed_at: changed, last_active_at: active, ...columns } = login
  return {
    ...columns,
    last_seen_at: now,
    absent_reads: 0,
    changed: true,
    status_changed_at:
      changed === null ? sql<Date>`case when status = ${columns.status} then status_changed_at else ${now}::timestamptz end` : new Date(changed),
    ...(active !== null && { last_active_at: new Date(active) }),
  }
}

export const deleteAssignment = (db: Db, identityId: string, appExternalId: string) =>
  sql`
  delete from app_assignments s using identities i where i.id = ${identityId}::uuid and s.connection_id = i.connection_id
    and s.identity_external_id = i.external_id and s.app_external_id = ${appExternalId}`.execute(db)

export const updateMembership = (db: Db, identityId: string, group: string, member: boolean) =>
  sql`
  update identities set groups = case when ${member}::boolean then array_append(array_remove(groups, ${group}::text), ${group}::text)
    else array_remove(groups, ${group}::text) end where id = ${identityId}::uuid`.execute(db)

/** How many findings each person has open, kept with the person so that a list of many can be ordered by it. Looks at nobody else. */
export const updateFindingCounts = (db: Db) =>
  sql`
  with counted as (
    select person_id, count(*)::int as count from open_findings where person_id is not null group by person_id
  )
  update persons p set open_findings = coalesce(c.count, 0)
  from (select id from persons where -open_findings < 0 union select person_id from counted) t left join counted c on c.person_id = t.id
  where p.id = t.id and p.open_findings <> coalesce(c.count, 0)`.execute(db)
