import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

export interface Leaver {
  readonly personId: string
  readonly name: string
  readonly deactivatedAt: Date
  readonly deactivatedIn: string
  readonly vendorStatus: string
  readonly lastVerifiedAt: Date | null
  readonly verifiedSteps: number
  readonly accounts: number
  /** Accounts that still let them in, as they were last read. */
  readonly openAccounts: number
  readonly planIds: string[]
}

/** Whoever an identity provider deactivated in the period, by id after one. Of several deactivations the earliest counts. */
export const findLeaversOf = async (
  db: Db,
  { from, to, personIds }: { from: Date; to: Date; personIds: readonly string[] },
  after: string,
  limit: number,
): Promise<Leaver[]> =>
  (
    await sql<Leaver>`
      select p.id as "personId", p.display_name as name, d.at as "deactivatedAt", d.source as "deactivatedIn", d.vendor_status as "vendorStatus",
        s.last as "lastVerifiedAt", s.verified as "verifiedSteps", s.plans as "planIds", a.accounts, a.open as "openAccounts"
      from persons p join lateral (
        select i.status_changed_at as at, c.name as source, i.vendor_status from identity_links l join identities i on i.id = l.identity_id join connections c on c.id = i.connection_id
        where l.person_id = p.id and i.status in ('inactive', 'deleted') and i.status_changed_at is not null order by i.status_changed_at limit 1
      ) d on true
      cross join lateral (
        select count(*) as accounts, count(*) filter (where a.status in ('active', 'locked') and a.absent_reads = 0) as open
        from account_links l join accounts a on a.id = l.account_id where l.person_id = p.id
      ) a
      cross join lateral (
        select max(s.ended_at) filter (where s.state = 'verified') as last, count(*) filter (where s.state = 'verified') as verified,
          coalesce(array_agg(distinct s.plan_id) filter (where s.plan_id is not null), '{}') as plans
        from account_links l join plan_steps s on s.account_id = l.account_id where l.person_id = p.id and s.definition::jsonb ->> 'action' = 'deactivate_account'
      ) s
      where d.at >= ${from}::timestamptz and d.at < ${to}::timestamptz and p.id > ${after}::uuid and (${personIds.length === 0} or p.id = any(${personIds}::uuid[]))
      order by p.id limit ${limit}`.execute(db)
  ).rows

/** When the earliest identity of each person was deactivated, and where. */
export const findDeactivations = async (db: Db, personIds: readonly string[]): Promise<Map<string, { at: Date; source: string }>> =>
  new Map(
    (
      await sql<{ id: string; at: Date; source: string }>`
        select distinct on (l.person_id) l.person_id as id, i.status_changed_at as at, c.name as source
        from identity_links l join identities i on i.id = l.identity_id join connections c on c.id = i.connection_id
        where l.person_id = any(${personIds}::uuid[]) and i.status in ('inactive', 'deleted') and i.status_changed_at is not null
        order by l.person_id, i.status_changed_at`.execute(db)
    ).rows.map(({ id, at, source }) => [id, { at, source }]),
  )

/** Findings that were true in the period, by id after one. */
export const findFindingsOf = async (
  db: Db,
  { from, to, personIds, connectionIds }: { from: Date; to: Date; personIds: readonly string[]; connectionIds: readonly string[] },
  after: string,
  limit: number,
) =>
  (
    await sql<{ id: string }>`
      select f.id, f.kind, f.state, f.person_id, f.person_name, f.account_id, f.connection_id, f.evidence, f.since, f.first_seen_at, f.resolved_at, f.plan_id,
        f.accepted_until, f.accepted_by, f.accepted_reason from findings f
      where f.first_seen_at < ${to}::timestamptz and (f.resolved_at is null or f.resolved_at >= ${from}::timestamptz) and f.id > ${after}::uuid
        and (${personIds.length === 0} or f.person_id = any(${personIds}::uuid[])) and (${connectionIds.length === 0} or f.connection_id = any(${connectionIds}::uuid[]))
      order by f.id limit ${limit}`.execute(db)
  ).rows

/** Plans that were there in the period and have a step in the scope, by id after one. */
export const findPlansOf = async (
  db: Db,
  { from, to, personIds, connectionIds }: { from: Date; to: Date; personIds: readonly string[]; connectionIds: readonly string[] },
  after: string,
  limit: number,
): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select p.id from plans p where p.created_at < ${to}::timestamptz and (p.ended_at is null or p.ended_at >= ${from}::timestamptz) and p.id > ${after}::uuid
        and exists (select from plan_steps s where s.plan_id = p.id and (${connectionIds.length === 0} or s.connection_id = any(${connectionIds}::uuid[]))
          and (${personIds.length === 0} or s.definition::jsonb ->> 'personId' = any(${personIds}::text[])))
      order by p.id limit ${limit}`.execute(db)
  ).rows.map(({ id }) => id)
