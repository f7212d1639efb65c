import { randomUUID } from 'node:crypto'
import type { EventType, WebhookAttempt } from '@rollcall/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** A lane that one worker has in hand, with the only delivery of it that may be sent. */
export interface ClaimedLane {
  readonly webhook_id: string
  readonly subject: string
  readonly claim: string
  readonly last_delivery: number
  /** Of the delivery, before this one. */
  readonly attempts: number
  readonly first_attempt_at: Date | null
  /** Null when what waited is gone. */
  readonly delivery_id: number | null
  readonly event_id: string
  readonly payload: string
}

/** Takes lanes that are due for one worker alone, the longest due first; of two workers, each takes others. */
export async function claimLanes(db: Db, webhookId: string, now: Date, until: Date, limit: number): Promise<ClaimedLane[]> {
  const { rows } = await sql<ClaimedLane>`with claimed as (
      update webhook_lanes set claim = ${randomUUID()}::uuid, claimed_until = ${until}::timestamptz
      where (webhook_id, subject) in (
        select webhook_id, subject from webhook_lanes
        where webhook_id = ${webhookId} and due_at <= ${now}::timestamptz and (claimed_until is null or claimed_until <= ${now}::timestamptz)
        order by due_at limit ${limit} for update skip locked)
      returning *
    )
    select c.webhook_id, c.subject, c.claim, c.last_delivery, c.attempts, c.first_attempt_at, d.id as delivery_id, e.id as event_id, e.payload
    from claimed c
    left join lateral (select id, position from webhook_deliveries w where w.webhook_id = c.webhook_id and w.subject = c.subject and w.state = 'waiting'
      order by w.id limit 1) d on true
    left join events e on e.position = d.position
    order by d.id`.execute(db)
  return rows
}

/** How many attempts a delivery keeps. */
const keptAttempts = 10

const ofClaim = ({ webhook_id, subject, claim }: ClaimedLane) => sql`webhook_id = ${webhook_id} and subject = ${subject} and claim = ${claim}`

const withAttempt = (attempt: RawBuilder<unknown>) => sql`attempts = d.attempts + 1,
  log = jsonb_path_query_array(jsonb_build_array(${attempt}) || d.log, ${sql.lit(`$[0 to ${keptAttempts - 1}]`)})`

export interface EndedDelivery {
  readonly lane: ClaimedLane
  readonly attempt: WebhookAttempt
}

/**
 * The deliveries are done, or given up, and the next of their lanes may go. Does nothing for a lane whose claim was lost: another worker has
 * it. One row holds whether a lane is empty, so that what is queued at the same moment is not forgotten.
 */
export const endDeliveries = (db: Db, state: 'delivered' | 'failed', ended: readonly EndedDelivery[], now: Date) => {
  const rows = ended.map(({ lane: { webhook_id, subject, claim, delivery_id }, attempt }) => ({ webhook_id, subject, claim, delivery_id, attempt }))
  return sql`with ended as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (webhook_id uuid, subject uuid, claim uuid, delivery_id bigint, attempt jsonb)
    ), held as (
      select l.webhook_id, l.subject, e.delivery_id, e.attempt from webhook_lanes l
      join ended e on e.webhook_id = l.webhook_id and e.subject = l.subject and e.claim = l.claim
      order by l.webhook_id, l.subject for update of l
    ), freed as (
      update webhook_lanes l set claim = null, claimed_until = null, attempts = 0, first_attempt_at = null,
        due_at = case when l.last_delivery = held.delivery_id then null else ${now}::timestamptz end
      from held where l.webhook_id = held.webhook_id and l.subject = held.subject returning held.delivery_id, held.attempt
    )
    update webhook_deliveries d set state = ${state}, ended_at = ${now}::timestamptz, ${withAttempt(sql`freed.attempt`)}
    from freed where d.id = freed.delivery_id`.execute(db)
}

/** The delivery stays the first of its lane until then. */
export const retryDelivery = (db: Db, lane: ClaimedLane, attempt: WebhookAttempt, now: Date, next: Date) =>
  sql`with freed as (
      update webhook_lanes set claim = null, claimed_until = null, attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, ${now}::timestamptz),
        due_at = ${next}::timestamptz
      where ${ofClaim(lane)} returning 1
    )
    update webhook_deliveries d set ${withAttempt(sql`${JSON.stringify(attempt)}::jsonb`)} where id = ${lane.delivery_id} and exists (select from freed)`.execute(
    db,
  )

/** Nothing waits in this lane unless something was queued since it was claimed. */
export const emptyLane = (db: Db, lane: ClaimedLane, now: Date) =>
  sql`update webhook_lanes set claim = null, claimed_until = null, attempts = 0, first_attempt_at = null,
    due_at = case when last_delivery = ${lane.last_delivery} then null else ${now}::timestamptz end where ${ofClaim(lane)}`.execute(db)

/** Taken in one order by everybody who takes several, so that nobody waits in a circle. */
const lanesInOrder = (webhookId: string, condition: RawBuilder<unknown>) =>
  sql`(webhook_id, subject) in (select webhook_id, subject from webhook_lanes where webhook_id = ${webhookId} and due_at is not null and ${condition}
    order by webhook_id, subject for update)`

/** Lanes of one webhook are due now, as if nothing had been tried. */
export const restartLanes = (db: Db, webhookId: string, now: Date) =>
  sql`update webhook_lanes set due_at = ${now}::timestamptz, attempts = 0, first_attempt_at = null where ${lanesInOrder(webhookId, sql`true`)}`.execute(db)

/** Every process but this one has died: nothing is in anybody's hand. */
export const endClaims = (db: Db) => sql`update webhook_lanes set claim = null, claimed_until = null where claim is not null`.execute(db)

/** What is queued at the same moment finds the lane gone, and makes it anew. */
export const deleteEmptyLanes = (db: Db) => sql`delete from webhook_lanes where due_at is null`.execute(db)

/** Queues events again, in their order and behind what waits; answers how many. Under the lock of the feed, so that lanes stay in order. */
export async function queueEvents(
  db: Db,
  webhookId: string,
  which: { readonly after: number; readonly types: readonly EventType[] | null } | { readonly ids: readonly string[] },
  now: Date,
): Promise<number> {
  const chosen =
    'ids' in which
      ? sql`e.id = any(${[...which.ids]}::uuid[]) and not exists (select from webhook_deliveries d
          where d.position = e.position and d.webhook_id = ${webhookId} and d.state = 'waiting')`
      : sql`e.position > ${which.after} and (${which.types === null ? null : [...which.types]}::text[] is null or e.type = any(${which.types === null ? null : [...which.types]}::text[]))`
  const { rows } = await sql<{ queued: number }>`with queued as (
      insert into webhook_deliveries (webhook_id, position, subject, replay, queued_at)
      select ${webhookId}::uuid, e.position, e.subject, true, ${now}::timestamptz from events e where ${chosen} order by e.position
      returning id, webhook_id, subject
    ), lanes as (
      insert into webhook_lanes as lane (webhook_id, subject, last_delivery, due_at)
      select webhook_id, subject, max(id), ${now}::timestamptz from queued group by webhook_id, subject order by webhook_id, subject
      on conflict (webhook_id, subject) do update set last_delivery = excluded.last_delivery, due_at = coalesce(lane.due_at, excluded.due_at)
    )
    select count(*)::int as queued from queued`.execute(db)
  return rows[0]?.queued ?? 0
}

/** Lanes where one of these events waits are due at once; answers how many of the events wait. */
export async function hurryEvents(db: Db, webhookId: string, ids: readonly string[], now: Date): Promise<number> {
  const { rows } = await sql<{ hurried: number }>`with waiting as (
      select d.subject from webhook_deliveries d join events e on e.position = d.position
      where d.webhook_id = ${webhookId} and d.state = 'waiting' and e.id = any(${[...ids]}::uuid[])
    ), hurried as (
      update webhook_lanes set due_at = ${now}::timestamptz where ${lanesInOrder(webhookId, sql`subject in (select subject from waiting)`)}
    )
    select count(*)::int as hurried from waiting`.execute(db)
  return rows[0]?.hurried ?? 0
}

export const countKnown = async (db: Db, ids: readonly string[]): Promise<number> =>
  (await sql<{ known: number }>`select count(*)::int as known from events where id = any(${[...ids]}::uuid[])`.execute(db)).rows[0]?.known ?? 0
