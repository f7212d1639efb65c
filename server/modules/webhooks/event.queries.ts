import { eventCatalogue, type EventType } from '@rollcall/contract'
import { type Insertable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { instant, presentState } from './subject-state.ts'
import type { WebhookTables } from './webhook.tables.ts'

const types = Object.keys(eventCatalogue)

export const insertTold = async (db: Db, rows: readonly Insertable<WebhookTables['event_outbox']>[]): Promise<void> => {
  if (rows.length > 0)
    await db
      .insertInto('event_outbox')
      .values([...rows])
      .execute()
}

/** One publisher at a time in all processes, until its transaction ends: positions become visible in their order. */
export const lockFeed = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('webhooks.feed'))`.execute(db)

export const isAnythingTold = async (db: Db): Promise<boolean> =>
  (await sql<{ told: boolean }>`select exists (select from event_outbox) or exists (select from directory_events where not told) as told`.execute(db)).rows[0]
    ?.told === true

/**
 * Moves the oldest of what was told, and of what happened to users and groups, to the feed and queues it for whoever wants it, in one
 * statement; answers whether more may be waiting. A later event of a subject is never visible before an earlier one, because both were written
 * in one table and under the lock of its row; between the two tables events are in the order of their times. What waits is asked for in two
 * parts, as the index has what the audit log took behind what it did not.
 */
export async function publishBatch(db: Db, now: Date, limit: number): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`with taken as (
      delete from event_outbox where sequence in (select sequence from event_outbox order by sequence limit ${limit}) returning *
    ), waiting as materialized (
      select subject, sequence from (
        (select subject, sequence from directory_events where audited and not told order by sequence limit ${limit}) union all
        (select subject, sequence from directory_events where not audited and not told order by sequence limit ${limit})
      ) either order by sequence limit ${limit}
    ), happened as (
      update directory_events e set told = true from waiting where e.subject = waiting.subject and e.sequence = waiting.sequence returning e.*
    ), both_told as (
      select 2 as place, sequence, at, actor, type, subject, name, changes from taken union all
      select 1, sequence, at, actor, action, subject, coalesce(detail->>'userName', detail->>'displayName'), changes from happened
    ), told as materialized (
      select *, max(at) over (partition by place order by sequence) as since from both_told
    ), fresh as materialized (
      select gen_random_uuid() as id, split_part(type, '.', 1) as kind, since, place, sequence, at, actor, type, subject, name, changes from told where type = any(${types}::text[])
    ), published as (
      insert into events (id, type, at, subject, payload)
      select f.id, f.type, f.at, f.subject, json_build_object('id', f.id, 'type', f.type, 'timestamp', ${instant('f.at')}, 'data', json_build_object(
        'subject', json_build_object('kind', f.kind, 'id', f.subject, 'name', f.name), 'actor', f.actor, 'changes', f.changes, 'state', ${presentState}))::text
      from fresh f order by f.since, f.place, f.sequence
      returning position, type, subject
    ), queued as (
      insert into webhook_deliveries (webhook_id, position, subject, replay, queued_at)
      select w.id, p.position, p.subject, false, ${now}::timestamptz
      from published p join webhooks w on w.state <> 'disabled' and (w.types is null or p.type = any(w.types))
      order by p.position
      returning id, webhook_id, subject
    ), lanes as (
      insert into webhook_lanes as lane (webhook_id, subject, last_delivery, due_at)
      select webhook_id, subject, max(id), ${now}::timestamptz from queued group by webhook_id, subject order by webhook_id, subject
      on conflict (webhook_id, subject) do update set last_delivery = excluded.last_delivery, due_at = coalesce(lane.due_at, excluded.due_at)
    )
    select coalesce(max(n) = ${limit}, false) as more from (select count(*) as n from told group by place) each`.execute(db)
  return rows[0]?.more === true
}

/** After a position and in their order. */
export const findEventsAfter = (db: Db, position: number, wanted: readonly EventType[] | undefined, limit: number) => {
  const all = db.selectFrom('events').select(['position', 'payload']).where('position', '>', position).orderBy('position').limit(limit)
  return (wanted === undefined ? all : all.where('type', 'in', wanted)).execute()
}

/** The position before the first event at or after a time; that of the last event when there is none. */
export async function findPositionBefore(db: Db, time: Date): Promise<number> {
  const { rows } = await sql<{ position: number }>`select coalesce(
    (select min(position) - 1 from events where at >= ${time}::timestamptz),
    (select max(position) from events), 0) as position`.execute(db)
  return rows[0]?.position ?? 0
}

/** Removes events older than a time, their deliveries with them; answers the last position that is gone, null when none is. */
export async function deleteEventsBefore(db: Db, time: Date): Promise<number | null> {
  const { rows } = await sql<{ position: number | null }>`with gone as (delete from events where at < ${time}::timestamptz returning position),
    undelivered as (delete from webhook_deliveries where position in (select position from gone))
    select max(position) as position from gone`.execute(db)
  return rows[0]?.position ?? null
}
