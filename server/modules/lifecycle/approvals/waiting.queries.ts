import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { PlanSummaryRow } from '../plan.queries.ts'

export interface WaitingRow extends PlanSummaryRow {
  readonly held_count: number
  readonly people: number
  readonly apps: string[]
  readonly irreversible: number
}

/** Drafts that can be approved, and plans that go on with steps that wait for an approval of their own; oldest first, without those about somebody with this address. */
export const findWaiting = async (db: Db, own: string, now: Date, limit: number): Promise<WaitingRow[]> =>
  (
    await sql<WaitingRow>`
      select p.*, n.* from plans p cross join lateral (
        select count(*)::int as step_count, count(*) filter (where s.state = 'verified')::int as verified_count, count(*) filter (where s.state = 'failed')::int as failed_count,
          count(*) filter (where s.held and s.state = 'planned')::int as held_count,
          count(distinct coalesce(d.of ->> 'personId', d.of ->> 'personName'))::int as people,
          coalesce(jsonb_agg(distinct d.of ->> 'connectionName'), '[]') as apps,
          count(*) filter (where not (d.of -> 'undo' ->> 'possible')::boolean)::int as irreversible
        from plan_steps s cross join lateral (select s.definition::jsonb as of) d where s.plan_id = p.id) n
      where ((p.state = 'draft' and (p.expires_at is null or p.expires_at > ${now}::timestamptz)) or (p.state in ('approved', 'applying') and n.held_count > 0))
        and not exists (select from plan_steps s left join accounts a on a.id = s.account_id left join identities i on i.id = s.identity_id
          where s.plan_id = p.id and ${own} = any(coalesce(a.emails, '{}') || coalesce(i.emails, '{}')))
      order by p.created_at, p.id limit ${limit}`.execute(db)
  ).rows
