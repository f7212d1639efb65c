// The comparison as questions over all persons at once.
import type { FindingKind } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { tellingOf } from '../webhooks/index.ts'
import type { Grounds } from './findings/grounds.ts'
import type { Kind, Question } from './findings/kind.ts'

/** One comparison at a time in all processes, until the transaction ends. */
export const lockComparison = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('lifecycle.compare'))`.execute(db)

/** `deviations`: sets aside what is out of step now; gone with the transaction. */
export const createDeviations = (db: Db) =>
  sql`
  create temporary table deviations (
    kind text, unwanted boolean, subject_id uuid, connection_id uuid, account_id uuid, accounts uuid[], person_id uuid, witness_id uuid, name text,
    since timestamptz, sure boolean, absences uuid[], facts jsonb
  ) on commit drop`.execute(db)

const nobody = sql`null`

/** Asks one kind's question of everyone. */
export const gatherDeviations = (db: Db, { kind, unwanted }: Kind, question: Question) => {
  const { subject, connection, account = nobody, accounts = nobody, name = nobody, since = nobody, absences = nobody, from } = question
  // Whose account it is, is looked up for all kinds together. A witness without a person says that nobody can be named.
  const { person = nobody, witness = person, sure = sql`true`, facts = sql`'{}'` } = question
  return sql`
    insert into deviations
    select ${kind}, ${unwanted === true}, ${subject}, ${connection}, ${account}, ${accounts}, ${person}, ${witness}, ${name}, ${since}, coalesce(${sure}, false), ${absences}, ${facts}
    from ${from}`.execute(db)
}

const seen = (connection: string, readId: string, complete: string, at: string) =>
  sql.raw(`'source', ${connection}.name, 'connectionId', ${connection}.id, 'readId', ${readId}, 'complete', coalesce(${complete}, false), 'at', ${at}`)
const login = (of: string) =>
  sql`'userName', ${sql.ref(`${of}.user_name`)}, 'status', ${sql.ref(`${of}.status`)}, 'vendorStatus', ${sql.ref(`${of}.vendor_status`)}`
const account = (of: string, connection: string, r: string) =>
  sql`jsonb_build_object(${seen(connection, `${of}.last_read_id`, `${r}.complete`, `${of}.last_seen_at`)}, ${login(of)},
    'lastActiveAt', ${sql.ref(`${of}.last_active_at`)}, 'firstSeenAt', ${sql.ref(`${of}.first_seen_at`)})`

/** `grounded`: the deviations with their person, and with what each rests on. */
export const groundDeviations = (db: Db) =>
  sql`
  create temporary table grounded on commit drop as
  with due as materialized (
    select d.*, coalesce(d.person_id, case when d.witness_id is null then l.person_id end) as owner_id, coalesce(d.witness_id, l.person_id) as known_id
    from deviations d left join account_links l on l.account_id = d.account_id and d.witness_id is null
  ), known as (
    select l.person_id, jsonb_agg(jsonb_build_object(${seen('c', 'i.last_read_id', 'r.complete', 'i.last_seen_at')}, ${login('i')}, 'since', i.status_changed_at)
      order by c.created_at, i.id) as identities
    from (select distinct known_id from due) d join identity_links l on l.person_id = d.known_id join identities i on i.id = l.identity_id
    join connections c on c.id = i.connection_id left join reads r on r.id = i.last_read_id group by l.person_id
  )
  select d.kind, d.unwanted, d.subject_id, d.connection_id, d.account_id, d.owner_id as person_id, d.since, d.sure,
    coalesce(d.name, p.display_name, a.display_name, c.name) as person_name, jsonb_build_object(
      'identities', coalesce(k.identities, '[]'),
      'accounts', case
        when d.accounts is not null then (
          select jsonb_agg(${account('o', 'oc', 'orr')} order by array_position(d.accounts, o.id))
          from accounts o join connections oc on oc.id = o.connection_id left join reads orr on orr.id = o.last_read_id where o.id = any(d.accounts))
        when a.id is not null then jsonb_build_array(${account('a', 'c', 'r')})
        else '[]' end,
      'absences', case when d.absences is null then '[]' else coalesce((
        select jsonb_agg(jsonb_build_object('source', s.name, 'connectionId', s.connection_id, 'readId', s.read_id, 'complete', s.complete, 'at', s.ended_at) order by s.name, s.resource)
        from sources s where s.read_id = any(d.absences)), '[]') end,
      'facts', d.facts) as evidence
  from due d join connections c on c.id = d.connection_id
  left join accounts a on a.id = d.account_id left join reads r on r.id = a.last_read_id
  left join known k on k.person_id = d.known_id left join persons p on p.id = d.owner_id`.execute(db)

/** Temporary tables go with the transaction; dropped where it compares a second time. */
export const forgetComparison = (db: Db) =>
  sql`drop table if exists pg_temp.sources, pg_temp.departed, pg_temp.departed_accounts, pg_temp.assigned, pg_temp.excepted, pg_temp.expected,
    pg_temp.deviations, pg_temp.grounded`.execute(db)

const isExpired = (now: Date) => sql`(state = 'accepted' and accepted_until <= ${now}::timestamptz)`
const noException = sql`accepted_until = null, accepted_by = null, accepted_reason = null`

/** What would open: nothing does from an absence that is not sure. */
const freshRows = (now: Date) => sql`
  select d.* from grounded d left join findings f on f.subject_id = d.subject_id and f.kind = d.kind
  where d.sure and (f.id is null or f.state = 'resolved' or (f.state = 'accepted' and f.accepted_until <= ${now}::timestamptz))`

/** Of findings `f`: what is not true any more. */
const isGone = sql`f.state <> 'resolved' and not exists (select from deviations d where d.subject_id = f.subject_id and d.kind = f.kind)`

/** Opens what is new, and again what had been resolved or accepted until now; answers how many. */
export const openFindings = async (ctx: Context, now: Date): Promise<number> =>
  (
    await sql<{ count: number }>`with fresh as (${freshRows(now)}), opened as (
        insert into findings as known
          (kind, unwanted, state, subject_id, person_id, person_name, account_id, connection_id, evidence, since, first_seen_at)
        select kind, unwanted, 'open', subject_id, person_id, person_name, account_id, connection_id, evidence, coalesce(since, ${now}::timestamptz), ${now}::timestamptz
        from fresh
        on conflict (subject_id, kind) do update set state = 'open', unwanted = excluded.unwanted, resolved_at = null, plan_id = null, ${noException},
          since = case when known.state = 'accepted' then known.since else excluded.since end, account_id = excluded.account_id,
          person_id = excluded.person_id, person_name = excluded.person_name, evidence = excluded.evidence
        returning id, person_name as name
      ), told as (${tellingOf(ctx, 'finding.opened', sql`opened`)})
      select count(*)::int as count from opened`.execute(ctx.db)
  ).rows[0]?.count ?? 0

/** Brings what findings rest on up to date; what they are stays. */
export const refreshFindings = (db: Db) =>
  sql`
  update findings f set person_id = d.person_id, person_name = d.person_name, account_id = d.account_id, evidence = d.evidence, since = coalesce(d.since, f.since)
  from grounded d where d.subject_id = f.subject_id and d.kind = f.kind and f.state <> 'resolved'
    and (f.evidence, f.person_name, f.person_id, f.account_id) is distinct from (d.evidence, d.person_name, d.person_id, d.account_id)`.execute(db)

/** Resolves what is no longer true; answers how many. A finding whose plan is being carried out waits for what the run itself sees. */
export const resolveFindings = async (ctx: Context, now: Date): Promise<number> =>
  (
    await sql<{ count: number }>`with resolved as (
        update findings f set state = 'resolved', resolved_at = ${now}::timestamptz, ${noException}
        where ${isGone}
        returning id, person_name as name
      ), told as (${tellingOf(ctx, 'finding.resolved', sql`resolved`)})
      select count(*)::int as count from resolved`.execute(ctx.db)
  ).rows[0]?.count ?? 0

/** What a comparison of some kinds would open and resolve: counts of everything, a digest of it, and the first of them. */
export interface Effects {
  readonly counts: readonly { readonly change: 'opened' | 'resolved'; readonly kind: FindingKind; readonly count: number }[]
  readonly persons: number
  readonly digest: string
  readonly items: readonly {
    readonly change: 'opened' | 'resolved'
    readonly kind: FindingKind
    readonly personName: string
    readonly connectionName: string
    readonly evidence: Grounds
  }[]
}

export async function findEffects(db: Db, kinds: readonly FindingKind[], now: Date, most: number): Promise<Effects> {
  const { rows } = await sql<Effects>`
    with effects as materialized (
      select 'opened' as change, kind, subject_id, person_id, person_name, connection_id, evidence from (${freshRows(now)}) d where kind = any(${kinds}::text[])
      union all
      select 'resolved', kind, subject_id, person_id, person_name, connection_id, evidence from findings f where kind = any(${kinds}::text[]) and ${isGone}
    )
    select coalesce((select jsonb_agg(x) from (select change, kind, count(*)::int as count from effects group by change, kind) x), '[]') as counts,
      (select count(distinct person_id)::int from effects) as persons,
      (select coalesce(md5(string_agg(change || kind || subject_id, ',' order by change, kind, subject_id)), '') from effects) as digest,
      coalesce((select jsonb_agg(x) from (
        select e.change, e.kind, e.person_name as "personName", c.name as "connectionName", e.evidence from effects e join connections c on c.id = e.connection_id
        order by e.change, lower(e.person_name), e.kind, lower(c.name) limit ${most}) x), '[]') as items`.execute(db)
  const [effects] = rows
  if (effects === undefined) throw new Error('an aggregate answers one row')
  return effects
}

export const countOpen = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('findings')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('state', 'in', ['open', 'planned'])
      .executeTakeFirstOrThrow()
  ).count

/** Whether an exception has ended, so that it is time to compare. */
export const hasExpired = async (db: Db, now: Date): Promise<boolean> =>
  (await sql`select from findings where ${isExpired(now)} limit 1`.execute(db)).rows.length > 0
