import type { Participant, Speaker } from '@rollcall/contract'
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { EngagementTables } from './engagement.tables.ts'

export type EngagementRow = Selectable<EngagementTables['engagements']>

/** Answers nothing when the same engagement is there already. */
export const insertEngagement = (db: Db, row: Insertable<EngagementTables['engagements']>) =>
  db
    .insertInto('engagements')
    .values(row)
    .onConflict(conflict => conflict.columns(['source', 'source_key']).doNothing())
    .returningAll()
    .executeTakeFirst()

export const findEngagement = (db: Db, id: string): Promise<EngagementRow | undefined> =>
  db.selectFrom('engagements').selectAll().where('id', '=', id).executeTakeFirst()

/** Held until the transaction ends: whoever changes the engagement meanwhile waits. */
export const lockEngagement = (db: Db, id: string): Promise<EngagementRow | undefined> =>
  db.selectFrom('engagements').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const findBySource = (db: Db, source: string, source_key: string) =>
  db.selectFrom('engagements').selectAll().where('source', '=', source).where('source_key', '=', source_key).executeTakeFirst()

export const updateEngagement = (db: Db, id: string, change: Updateable<EngagementTables['engagements']>) =>
  db.updateTable('engagements').set(change).where('id', '=', id).execute()

/** Unless another worker has finished it meanwhile. */
export const failEngagement = (db: Db, id: string, failure: string) =>
  db.updateTable('engagements').set({ state: 'failed', failure }).where('id', '=', id).where('state', '=', 'received').execute()

export const deleteEngagementRow = (db: Db, id: string) => db.deleteFrom('engagements').where('id', '=', id).returningAll().executeTakeFirst()

/** Whether there is any at all. */
export const hasEngagements = async (db: Db): Promise<boolean> => (await db.selectFrom('engagements').select('id').limit(1).executeTakeFirst()) !== undefined

/** What a killed process left between two steps. */
export const findUnfinished = (db: Db, limit: number) =>
  db.selectFrom('engagements').select(['id', 'state']).where('state', 'in', ['received', 'analysed']).limit(limit).execute()

export const findParticipants = (db: Db, engagementId: string): Promise<Participant[]> =>
  db
    .selectFrom('engagement_participants')
    .select(['name', 'email', 'title', 'side', 'speaker'])
    .where('engagement_id', '=', engagementId)
    .orderBy('position')
    .execute()

export async function replaceParticipants(db: Db, engagementId: string, participants: readonly Participant[]): Promise<void> {
  await db.deleteFrom('engagement_participants').where('engagement_id', '=', engagementId).execute()
  if (participants.length === 0) return
  await db
    .insertInto('engagement_participants')
    .values(participants.map((participant, position) => ({ engagement_id: engagementId, position, ...participant })))
    .execute()
}

export const insertSpeakers = (db: Db, engagement_id: string, speakers: readonly Speaker[]) =>
  db
    .insertInto('analyses')
    .values({ engagement_id, speakers: JSON.stringify(speakers), metrics: '[]', brief: 'null' })
    .execute()

export const findAnalysis = (db: Db, engagementId: string) => db.selectFrom('analyses').selectAll().where('engagement_id', '=', engagementId).executeTakeFirst()

export const updateAnalysis = (db: Db, engagementId: string, analysis: { speakers: unknown; metrics: unknown; brief: unknown }) =>
  db
    .updateTable('analyses')
    .set({ speakers: JSON.stringify(analysis.speakers), metrics: JSON.stringify(analysis.metrics), brief: JSON.stringify(analysis.brief) })
    .where('engagement_id', '=', engagementId)
    .execute()

/** Sends engagements that belong to no account back to matching; a person's own choice stays. Answers those it touched. */
export const unsettleMatches = async (db: Db, ids: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    update engagements set state = 'analysed'
    where id = any(${ids}::uuid[]) and state = 'matched' and account_id is null and match_method is distinct from 'manual'
    returning id`.execute(db)
  return rows.map(({ id }) => id)
}
