import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { emailPattern, namesSubject, type Subject } from '../../erasable.ts'
import type { ErasedCall } from './erase-from-call.ts'

/** Calls that the subject took part in, owned, or is named in; not those that are held. */
const named = (subject: Subject) => {
  const says = (column: string) => namesSubject(sql.ref(column), subject)
  const emails = sql`${[...subject.emails]}::text[]`
  return sql`not exists (select 1 from held_calls h where h.id = e.id) and (
    lower(e.owner_email) = any(${emails}) or lower(e.first_owner_email) = any(${emails}) or ${says('e.title')} or ${says('e.match_reason')} or ${says('e.failure')}
    or e.id in (select engagement_id from engagement_participants p where lower(p.email) = any(${emails}) or ${says('p.name')} or ${says('p.title')})
    or e.id in (select engagement_id from transcripts t where ${says('t.file_name')})
    or e.id in (select engagement_id from utterances u where ${says('u.text')})
    or e.id in (select engagement_id from analyses a where ${namesSubject(sql`a.speakers::text`, subject)} or ${namesSubject(sql`a.brief::text`, subject)})
    or e.id in (select engagement_id from moments m where ${says('m.sentence')}))`
}

export const findNamedCalls = async (db: Db, subject: Subject): Promise<string[]> =>
  (await sql<{ id: string }>`select e.id from engagements e where ${named(subject)} order by e.id`.execute(db)).rows.map(({ id }) => id)

export const isHeld = async (db: Db, id: string): Promise<boolean> =>
  (await sql`select 1 from held_calls where id = ${id}::uuid limit 1`.execute(db)).rows.length > 0

/** Calls, participants, what the subject said, and moments of it. */
export async function countInCalls(db: Db, subject: Subject): Promise<{ calls: number; participants: number; utterances: number; moments: number }> {
  const { rows } = await sql<{ calls: number; participants: number; utterances: number; moments: number }>`
    with calls as (select e.id from engagements e where ${named(subject)}),
    voices as (
      select a.engagement_id, (s->>'index')::int as speaker from analyses a, jsonb_array_elements(a.speakers) s
      where a.engagement_id in (select id from calls) and s->>'email' ~* ${emailPattern(subject.emails)})
    select (select count(*)::int from calls) as calls,
      (select count(*)::int from engagement_participants p where p.engagement_id in (select id from calls) and lower(p.email) = any(${[...subject.emails]}::text[])) as participants,
      (select count(*)::int from utterances u join voices v using (engagement_id, speaker)) as utterances,
      (select count(*)::int from moments m join voices v using (engagement_id, speaker)) as moments`.execute(db)
  return rows[0] ?? { calls: 0, participants: 0, utterances: 0, moments: 0 }
}

export const findMomentRows = (db: Db, engagementId: string) =>
  db.selectFrom('moments').select(['id', 'utterance', 'speaker', 'char_offset', 'char_length', 'sentence']).where('engagement_id', '=', engagementId).execute()

/** Writes what has changed of a call's words. */
export async function keepErasedWords(db: Db, engagementId: string, { utterances, moments, removedMoments }: ErasedCall): Promise<void> {
  await sql`update utterances u set text = n.text, search = to_tsvector('english', n.text)
    from jsonb_to_recordset(${JSON.stringify(utterances)}::jsonb) as n ("index" integer, text text)
    where u.engagement_id = ${engagementId}::uuid and u.position = n."index"`.execute(db)
  await sql`delete from moments where id = any(${removedMoments}::uuid[])`.execute(db)
  await sql`update moments m set char_offset = n.char_offset, char_length = n.char_length, sentence = n.sentence
    from jsonb_to_recordset(${JSON.stringify(moments)}::jsonb) as n (id uuid, char_offset integer, char_length integer, sentence text) where m.id = n.id`.execute(
    db,
  )
  await sql`delete from tracker_hits where engagement_id = ${engagementId}::uuid`.execute(db)
  await sql`insert into tracker_hits (tracker_id, engagement_id, hits)
    select tracker_id, engagement_id, count(*) from moments where engagement_id = ${engagementId}::uuid and tracker_id is not null group by 1, 2`.execute(db)
}

/** The file as it came cannot be changed within, so that it goes whole. */
export const dropSource = (db: Db, engagementId: string, source: Uint8Array, file_name: string) =>
  db.updateTable('transcripts').set({ source, file_name }).where('engagement_id', '=', engagementId).execute()

export const findFileName = async (db: Db, engagementId: string): Promise<string> =>
  (await db.selectFrom('transcripts').select('file_name').where('engagement_id', '=', engagementId).executeTakeFirst())?.file_name ?? ''
