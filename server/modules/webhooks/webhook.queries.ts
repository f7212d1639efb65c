import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { WebhookTables } from './webhook.tables.ts'

export type WebhookRow = Selectable<WebhookTables['webhooks']>

export const insertWebhook = (db: Db, row: Insertable<WebhookTables['webhooks']>): Promise<WebhookRow> =>
  db.insertInto('webhooks').values(row).returningAll().executeTakeFirstOrThrow()

export const findWebhooks = (db: Db): Promise<WebhookRow[]> => db.selectFrom('webhooks').selectAll().orderBy('created_at').orderBy('id').execute()

export const findWebhook = (db: Db, id: string): Promise<WebhookRow | undefined> =>
  db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst()

/** Takes the row until the transaction ends. */
export const lockWebhook = (db: Db, id: string): Promise<WebhookRow | undefined> =>
  db.selectFrom('webhooks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const updateWebhookRow = (db: Db, id: string, change: Updateable<WebhookTables['webhooks']>): Promise<WebhookRow> =>
  db.updateTable('webhooks').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

export const deleteWebhookRow = (db: Db, id: string): Promise<WebhookRow | undefined> =>
  db.deleteFrom('webhooks').where('id', '=', id).returningAll().executeTakeFirst()

/** How many deliveries wait at each, and how many lanes have failed at least once. */
export const countQueues = async (db: Db): Promise<Map<string, { waiting: number; retrying: number }>> => {
  const { rows } = await sql<{ id: string; waiting: number; retrying: number }>`select w.id,
    (select count(*)::int from webhook_deliveries d where d.webhook_id = w.id and d.state = 'waiting') as waiting,
    (select count(*)::int from webhook_lanes l where l.webhook_id = w.id and l.due_at is not null and l.attempts > 0) as retrying
    from webhooks w`.execute(db)
  return new Map(rows.map(({ id, waiting, retrying }) => [id, { waiting, retrying }]))
}

/** Those that have something to send now. */
export const findDueWebhooks = async (db: Db, now: Date): Promise<WebhookRow[]> =>
  (
    await sql<WebhookRow>`select w.* from webhooks w where w.state = 'active' and (w.held_until is null or w.held_until <= ${now}::timestamptz)
      and exists (select from webhook_lanes l where l.webhook_id = w.id and l.due_at <= ${now}::timestamptz
        and (l.claimed_until is null or l.claimed_until <= ${now}::timestamptz))
      order by w.created_at`.execute(db)
  ).rows

/** Written at most every few seconds while all goes well. */
export const markSuccess = (db: Db, id: string, now: Date) =>
  sql`update webhooks set last_success_at = ${now}::timestamptz, failures = 0, failing_since = null, held_until = null,
      detail = case when state = 'active' then '' else detail end
    where id = ${id} and (failures > 0 or last_success_at is null or last_success_at < ${now}::timestamptz - interval '5 seconds')`.execute(db)

/** Answers how it stands now: several requests may fail at once. */
export const markFailure = async (db: Db, id: string, now: Date): Promise<WebhookRow | undefined> =>
  (
    await sql<WebhookRow>`update webhooks set last_failure_at = ${now}::timestamptz, failures = failures + 1,
      failing_since = coalesce(failing_since, ${now}::timestamptz) where id = ${id} returning *`.execute(db)
  ).rows[0]

/** Nothing is sent before; a hold that is longer stays. One that was taken by now is not held back by a failure from before. */
export const holdWebhook = (db: Db, id: string, until: Date) =>
  sql`update webhooks set held_until = greatest(held_until, ${until}::timestamptz) where id = ${id} and failing_since is not null`.execute(db)
