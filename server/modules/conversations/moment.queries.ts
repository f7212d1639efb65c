import type { EngagementSummary, Moment } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** A moment on its way into the database. */
export type WrittenMoment = Omit<Moment, 'name'> & { readonly engagementId: string }

/** Takes the place of all moments of an engagement. */
export async function replaceMoments(db: Db, engagementId: string, moments: readonly WrittenMoment[]): Promise<void> {
  await db.deleteFrom('moments').where('engagement_id', '=', engagementId).execute()
  await db.deleteFrom('tracker_hits').where('engagement_id', '=', engagementId).execute()
  await insertMoments(db, moments)
}

/** Takes the place of one tracker's moments in some engagements. */
export async function replaceTrackerMoments(db: Db, trackerId: string, engagementIds: readonly string[], moments: readonly WrittenMoment[]): Promise<void> {
  await sql`delete from moments where tracker_id = ${trackerId}::uuid and engagement_id = any(${[...engagementIds]}::uuid[])`.execute(db)
  await sql`delete from tracker_hits where tracker_id = ${trackerId}::uuid and engagement_id = any(${[...engagementIds]}::uuid[])`.execute(db)
  await insertMoments(db, moments)
}

export async function deleteTrackerMoments(db: Db, trackerId: string): Promise<void> {
  await db.deleteFrom('moments').where('tracker_id', '=', trackerId).execute()
  await db.deleteFrom('tracker_hits').where('tracker_id', '=', trackerId).execute()
}

/** Two statements with one parameter, however many there are. */
async function insertMoments(db: Db, moments: readonly WrittenMoment[]): Promise<void> {
  const found = JSON.stringify(moments)
  await sql`
    insert into moments (engagement_id, kind, tracker_id, phrase, utterance, char_offset, char_length, speaker, side, at, sentence)
    select "engagementId", kind, "trackerId", phrase, utterance, "offset", "length", speaker, side, at, sentence
    from jsonb_to_recordset(${found}::jsonb) as found
      ("engagementId" uuid, kind text, "trackerId" uuid, phrase text, utterance integer, "offset" integer, "length" integer,
       speaker integer, side text, at double precision, sentence text)`.execute(db)
  await sql`
    insert into tracker_hits (tracker_id, engagement_id, hits)
    select "trackerId", "engagementId", count(*)
    from jsonb_to_recordset(${found}::jsonb) as found ("engagementId" uuid, "trackerId" uuid)
    where "trackerId" is not null
    group by "trackerId", "engagementId"`.execute(db)
}

const words: Record<Exclude<Moment['kind'], 'tracker'>, string> = { next_step: 'Next step', question: 'Question', pricing: 'Pricing' }

/** In the order of the call; a tracker goes by its present name. */
export const findMoments = async (db: Db, engagementId: string): Promise<Moment[]> => {
  const rows = await db
    .selectFrom('moments')
    .leftJoin('trackers', 'trackers.id', 'moments.tracker_id')
    .selectAll('moments')
    .select('trackers.name')
    .where('engagement_id', '=', engagementId)
    .orderBy('utterance')
    .orderBy('char_offset')
    .orderBy('kind')
    .execute()
  return rows.map(row => ({
    kind: row.kind,
    trackerId: row.tracker_id,
    name: row.kind === 'tracker' ? (row.name ?? '') : words[row.kind],
    phrase: row.phrase,
    utterance: row.utterance,
    offset: row.char_offset,
    length: row.char_length,
    speaker: row.speaker,
    side: row.side,
    at: row.at,
    sentence: row.sentence,
  }))
}

/** By engagement, its trackers by hits, most first. */
export const findTrackerCounts = async (db: Db, engagementIds: readonly string[]): Promise<Map<string, EngagementSummary['trackers']>> => {
  if (engagementIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('tracker_hits')
    .innerJoin('trackers', 'trackers.id', 'tracker_id')
    .select(['engagement_id', 'name', 'hits'])
    .where('engagement_id', 'in', [...engagementIds])
    .orderBy('hits', 'desc')
    .orderBy('trackers.name')
    .execute()
  const counts = new Map<string, EngagementSummary['trackers']>()
  for (const { engagement_id, name, hits } of rows) counts.set(engagement_id, [...(counts.get(engagement_id) ?? []), { name, count: hits }])
  return counts
}
