import type { AccountStatus, Activity } from '@rollcall/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/database.ts'

export interface AccountFilter {
  readonly q?: string | undefined
  readonly status?: AccountStatus | undefined
  /** Empty: without one. */
  readonly role?: string | undefined
  readonly licence?: string | undefined
  readonly activity?: Activity | undefined
}

export interface AccountListRow {
  readonly id: string
  readonly user_name: string
  readonly display_name: string
  readonly status: AccountStatus
  readonly role: string | null
  readonly licence: string | null
  readonly protection: 'none' | 'service' | 'break_glass' | 'connector'
  readonly last_active_at: Date | null
  readonly person_id: string | null
  readonly person_name: string | null
  readonly position: [string, string]
}

/** When the account `a` was last used. */
export const activityOf = (now: Date) => sql`
  case when a.last_active_at is null then 'never' when a.last_active_at > ${now}::timestamptz - interval '30 days' then 'month'
    when a.last_active_at > ${now}::timestamptz - interval '90 days' then 'quarter' else 'older' end`

const matching = (connectionId: string, { q, status, role, licence, activity }: AccountFilter, now: Date): RawBuilder<boolean> => {
  const conditions = [
    sql<boolean>`a.connection_id = ${connectionId}::uuid`,
    status === undefined ? sql<boolean>`a.status <> 'deleted'` : sql<boolean>`a.status = ${status}`,
  ]
  if (q !== undefined && q.trim() !== '') {
    const like = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(a.user_name ilike ${like} or a.display_name ilike ${like})`)
  }
  if (role !== undefined) conditions.push(sql`coalesce(a.role, '') = ${role}`)
  if (licence !== undefined) conditions.push(sql`coalesce(a.licence, '') = ${licence}`)
  if (activity !== undefined) conditions.push(sql`${activityOf(now)} = ${activity}`)
  return sql.join(conditions, sql` and `)
}

const keys = sql.raw('lower(a.display_name), a.id')

/** The page after a position by name, one row more than the limit, and how many match in all. Deleted ones only when asked for. */
export async function findAccountList(
  db: Db,
  connectionId: string,
  filter: AccountFilter,
  page: { after: readonly [string, string] | null; limit: number; now: Date },
): Promise<{ rows: AccountListRow[]; total: number }> {
  const where = matching(connectionId, filter, page.now)
  const beyond = page.after === null ? sql`true` : sql`(${keys}) > (${page.after[0]}, ${page.after[1]}::uuid)`
  const { rows } = await sql<AccountListRow>`
    select a.id, a.user_name, a.display_name, a.status, a.role, a.licence, a.protection, a.last_active_at, p.id as person_id, p.display_name as person_name,
      jsonb_build_array(${keys}) as position
    from accounts a left join account_links l on l.account_id = a.id left join persons p on p.id = l.person_id
    where ${where} and ${beyond} order by ${keys} limit ${page.limit + 1}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*)::int as total from accounts a where ${where}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}
