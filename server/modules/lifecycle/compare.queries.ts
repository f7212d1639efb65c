// The comparison as questions over all persons at once.
import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { tellingOf } from '../webhooks/index.ts'

/** One comparison at a time in all processes, until the transaction ends. */
export const lockComparison = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('lifecycle.compare'))`.execute(db)

/**
 * Sets aside what is out of step now; gone with the transaction. Someone whom every identity source that knows them calls inactive or
 * deleted, and an account of theirs that lets people in. A disputed account counts when one of its candidates has left; it has no person.
 */
export const gatherDeviations = (db: Db) =>
  sql`
  create temporary table deviations on commit drop as
  with entries_left as materialized (
    select l.person_id, i.status_changed_at from identities i join identity_links l on l.identity_id = i.id where i.status in ('inactive', 'deleted')
  ), gone as materialized (
    select person_id, max(status_changed_at) as since from entries_left where person_id not in (
      select l.person_id from identity_links l join identities i on i.id = l.identity_id
      where l.person_id in (select person_id from entries_left) and i.status not in ('inactive', 'deleted'))
    group by person_id
  ), open_accounts as (
    select a.*, l.person_id as owner_id, l.person_id
    from gone g join account_links l on l.person_id = g.person_id join accounts a on a.id = l.account_id where a.status in ('active', 'locked')
    union all
    (select distinct on (a.id) a.*, d.person_id, null::uuid
    from disputes d join gone g on g.person_id = d.person_id join accounts a on a.id = d.account_id where a.status in ('active', 'locked')
    order by a.id, d.person_id)
  ), due as materialized (
    select o.*, g.since from open_accounts o join gone g on g.person_id = o.owner_id
  ), known as (
    select l.person_id, jsonb_agg(jsonb_build_object(
      'source', c.name, 'userName', i.user_name, 'status', i.status, 'vendorStatus', i.vendor_status, 'since', i.status_changed_at,
      'readId', i.last_read_id, 'complete', coalesce(r.complete, false), 'at', i.last_seen_at) order by c.created_at, i.id) as identities
    from (select distinct owner_id from due) d join identity_links l on l.person_id = d.owner_id join identities i on i.id = l.identity_id
    join connections c on c.id = i.connection_id left join reads r on r.id = i.last_read_id group by l.person_id
  )
  select d.id as account_id, d.connection_id, d.person_id, coalesce(p.display_name, d.display_name) as person_name, d.since, jsonb_build_object(
    'identities', k.identities,
    'account', jsonb_build_object(
      'source', c.name, 'userName', d.user_name, 'status', d.status, 'vendorStatus', d.vendor_status, 'lastActiveAt', d.last_active_at,
      'readId', d.last_read_id, 'complete', coalesce(r.complete, false), 'at', d.last_seen_at)) as evidence
  from due d join known k on k.person_id = d.owner_id join connections c on c.id = d.connection_id
  left join reads r on r.id = d.last_read_id left join persons p on p.id = d.person_id`.execute(db)

/** Opens what is new, and again what had been resolved; answers how many. */
export const openFindings = async (ctx: Context, now: Date): Promise<number> =>
  (
    await sql<{ count: number }>`with opened as (
        insert into findings as known (kind, state, person_id, person_name, account_id, connection_id, evidence, since, first_seen_at)
        select 'active_after_deactivation', 'open', person_id, person_name, account_id, connection_id, evidence, coalesce(since, ${now}::timestamptz), ${now}::timestamptz
        from deviations
        on conflict (account_id, kind) do update set state = 'open', resolved_at = null, plan_id = null, since = excluded.since,
          person_id = excluded.person_id, person_name = excluded.person_name, evidence = excluded.evidence
        where known.state = 'resolved'
        returning id, person_name as name
      ), told as (${tellingOf(ctx, 'finding.opened', sql`opened`)})
      select count(*)::int as count from opened`.execute(ctx.db)
  ).rows[0]?.count ?? 0

/** Brings what findings rest on up to date; what they are stays. */
export const refreshFindings = (db: Db) =>
  sql`
  update findings f set person_id = d.person_id, person_name = d.person_name, evidence = d.evidence, since = coalesce(d.since, f.since)
  from deviations d where d.account_id = f.account_id and f.state <> 'resolved'
    and (f.evidence, f.person_name, f.person_id) is distinct from (d.evidence, d.person_name, d.person_id)`.execute(db)

/** Resolves what is no longer true; answers how many. A finding whose plan is being carried out waits for what the run itself sees. */
export const resolveFindings = async (ctx: Context, now: Date): Promise<number> =>
  (
    await sql<{ count: number }>`with resolved as (
        update findings f set state = 'resolved', resolved_at = ${now}::timestamptz
        where f.state <> 'resolved' and not exists (select from deviations d where d.account_id = f.account_id)
        returning id, person_name as name
      ), told as (${tellingOf(ctx, 'finding.resolved', sql`resolved`)})
      select count(*)::int as count from resolved`.execute(ctx.db)
  ).rows[0]?.count ?? 0

export const countOpen = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('findings')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('state', '<>', 'resolved')
      .executeTakeFirstOrThrow()
  ).count
