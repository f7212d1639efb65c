import type { EngagementSummary, Moment } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** A moment on its way into the database. */
export type WrittenMoment = Omit<Moment, 'name'> & { readonly engagementId: string }

/** One statement with one parameter, however many there are. Moments of a tracker that was deleted meanwhile are left out. */
export const insertMoments = (db: Db, moments: readonly WrittenMoment[]) =>
  sql`
    insert into moments (engagement_id, kind, tracker_id, phrase, utterance, char_offset, char_length, speaker, side, at, sentence)
    select "engagementId", kind, "trackerId", phrase, utterance, "offset", "length", speaker, side, at, sentence
    from jsonb_to_recordset(${JSON.stringify(moments)}::jsonb) as found
      ("engagementId" uuid, kind text, "trackerId" uuid, phrase text, utterance integer, "offset" integer, "length" integer,
       speaker integer, side text, at double precision, sentence text)
    where "trackerId" is null or exists (select 1 from trackers where trackers.id = "trackerId")`.execute(db)

export const deleteMoments = (db: Db, engagementId: string) => db.deleteFrom('moments').where('engagement_id', '=', engagementId).execute()

export const deleteTrackerMoments = (db: Db, trackerId: string, engagementIds?: readonly string[]) =>
  db
    .deleteFrom('moments')
    .where('tracker_id', '=', trackerId)
    .$if(engagementIds !== undefined, query => query.where('engagement_id', 'in', [...(engagementIds ?? [])]))
    .execute()

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
    .selectFrom('moments')
    .innerJoin('trackers', 'trackers.id', 'moments.tracker_id')
    .select(eb => ['moments.engagement_id', 'trackers.name', eb.fn.countAll<number>().as('count')])
    .where('moments.engagement_id', 'in', [...engagementIds])
    .groupBy(['moments.engagement_id', 'trackers.id'])
    .orderBy('count', 'desc')
    .orderBy('trackers.name')
    .execute()
  const counts = new Map<string, EngagementSummary['trackers']>()
  for (const { engagement_id, name, count } of rows) counts.set(engagement_id, [...(counts.get(engagement_id) ?? []), { name, count }])
  return counts
}
