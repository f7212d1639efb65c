import type { Hold } from '@rollcall/contract'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { HoldTables } from './holds.tables.ts'

export type HoldRow = Selectable<HoldTables['holds']>

export const findHolds = (db: Db): Promise<HoldRow[]> =>
  db
    .selectFrom('holds')
    .selectAll()
    .orderBy(sql`released_at is not null`)
    .orderBy('placed_at', 'desc')
    .execute()

/** Answers nothing where the same is on hold already. */
export const insertHold = (db: Db, row: Insertable<HoldTables['holds']>): Promise<HoldRow | undefined> =>
  db
    .insertInto('holds')
    .values(row)
    .onConflict(conflict => conflict.columns(['kind', 'subject']).where('released_at', 'is', null).doNothing())
    .returningAll()
    .executeTakeFirst()

export const releaseHoldRow = (db: Db, id: string, release: { released_by: string; released_at: Date; release_reason: string }): Promise<HoldRow | undefined> =>
  db.updateTable('holds').set(release).where('id', '=', id).where('released_at', 'is', null).returningAll().executeTakeFirst()

export const findHold = (db: Db, id: string): Promise<HoldRow | undefined> => db.selectFrom('holds').selectAll().where('id', '=', id).executeTakeFirst()

/** What a call or an account is called; nothing where there is none. */
export const findLabel = async (db: Db, kind: Exclude<Hold['kind'], 'person'>, id: string): Promise<string | undefined> =>
  kind === 'call'
    ? (await db.selectFrom('engagements').select('title').where('id', '=', id).executeTakeFirst())?.title
    : (await db.selectFrom('crm_accounts').select('name').where('id', '=', id).executeTakeFirst())?.name

export const findHoldOnPerson = (db: Db, emails: readonly string[]): Promise<HoldRow | undefined> =>
  db
    .selectFrom('holds')
    .selectAll()
    .where('kind', '=', 'person')
    .where('released_at', 'is', null)
    .where('subject', 'in', emails.length === 0 ? [''] : [...emails])
    .executeTakeFirst()

export const findHoldOnCall = (db: Db, id: string) => db.selectFrom('held_calls').select(['label', 'reason']).where('id', '=', id).executeTakeFirst()

/** The holds that keep calls of these people, each with how many. */
export const findHoldsOnCallsOf = async (db: Db, emails: readonly string[]): Promise<{ label: string; reason: string; calls: number }[]> =>
  (
    await sql<{ label: string; reason: string; calls: number }>`
      select h.label, h.reason, count(*)::int as calls from held_calls h join engagements e on e.id = h.id
      where lower(e.owner_email) = any(${[...emails]}::text[]) or lower(e.first_owner_email) = any(${[...emails]}::text[])
        or exists (select 1 from engagement_participants p where p.engagement_id = e.id and lower(p.email) = any(${[...emails]}::text[]))
      group by 1, 2 order by 1, 2`.execute(db)
  ).rows
