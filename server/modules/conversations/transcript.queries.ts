import type { Utterance } from '@rollcall/contract'
import { type Insertable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { EngagementTables } from './engagement.tables.ts'

/**
 * A search index holds one megabyte at most (PostgreSQL, "Text Search Limitations"). A quarter of a million characters stay below it
 * whatever they are, and are more than four hours of talk.
 */
const indexedCharacters = 250_000

export const insertTranscript = (db: Db, row: Insertable<EngagementTables['transcripts']>) => db.insertInto('transcripts').values(row).execute()

/** One statement with one parameter, however many there are. */
export const insertUtterances = (db: Db, engagementId: string, utterances: readonly Utterance[]) =>
  sql`
    insert into utterances (engagement_id, position, speaker, starts_at, ends_at, text, search)
    select ${engagementId}::uuid, "index", speaker, "start", "end", text, to_tsvector('english', left(text, ${indexedCharacters}))
    from jsonb_to_recordset(${JSON.stringify(utterances)}::jsonb)
      as said ("index" integer, speaker integer, "start" double precision, "end" double precision, text text)`.execute(db)

export const findUtterances = (db: Db, engagementId: string): Promise<Utterance[]> =>
  db
    .selectFrom('utterances')
    .select(['position as index', 'speaker', 'starts_at as start', 'ends_at as end', 'text'])
    .where('engagement_id', '=', engagementId)
    .orderBy('position')
    .execute()

/** Tells whether anything that was said has been changed since. */
export const findWordsDigest = async (db: Db, engagementId: string): Promise<string | null> =>
  (
    await sql<{
      digest: string | null
    }>`select md5(string_agg(text, chr(10) order by position)) as digest from utterances where engagement_id = ${engagementId}::uuid`.execute(db)
  ).rows[0]?.digest ?? null

/**
 * Makes the engagement findable by its title, its participants and everything said. Names are kept as they are written (`simple`),
 * what is said by its stems as well, so that `prices` finds `price`.
 */
export const indexForSearch = (db: Db, engagementId: string) =>
  sql`
    update transcripts set search =
      setweight(to_tsvector('simple', e.title) || to_tsvector('english', e.title), 'A')
      || setweight(to_tsvector('simple', coalesce((
        select string_agg(concat_ws(' ', p.name, p.email, p.title), ' ; ' order by p.position)
        from engagement_participants p where p.engagement_id = e.id), '')), 'B')
      || to_tsvector('english', left(coalesce((
        select string_agg(u.text, ' ' order by u.position) from utterances u where u.engagement_id = e.id), ''), ${indexedCharacters}))
    from engagements e
    where e.id = ${engagementId}::uuid and transcripts.engagement_id = e.id`.execute(db)

/** By engagement, the first utterance that holds any of the words, with `<<` and `>>` around them. */
export const findSnippets = async (db: Db, engagementIds: readonly string[], anyOfTheWords: string): Promise<Map<string, string>> => {
  const { rows } = await sql<{ engagement_id: string; snippet: string }>`
    select asked.id as engagement_id, ts_headline('english', found.text, query, 'StartSel=<<, StopSel=>>, MaxWords=30, MinWords=12') as snippet
    from unnest(${engagementIds}::uuid[]) as asked (id), websearch_to_tsquery('english', ${anyOfTheWords}) as query,
      lateral (select u.text from utterances u where u.engagement_id = asked.id and u.search @@ query order by u.position limit 1) as found`.execute(db)
  return new Map(rows.map(({ engagement_id, snippet }) => [engagement_id, snippet]))
}
