import type { EvidencePack } from '@rollcall/contract'
import { type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { EvidencePackTables } from './pack.tables.ts'

export type PackRow = Selectable<EvidencePackTables['evidence_packs']>

export interface NewPack {
  readonly from: Date
  readonly to: Date
  readonly connectionIds: readonly string[]
  readonly personIds: readonly string[]
  readonly byId: string | null
  readonly by: string
  readonly at: Date
}

export const insertPack = async (db: Db, { from, to, connectionIds, personIds, byId, by, at }: NewPack): Promise<string> =>
  (
    await db
      .insertInto('evidence_packs')
      .values({
        from_at: from,
        to_at: to,
        connection_ids: sql`${connectionIds}::uuid[]`,
        person_ids: sql`${personIds}::uuid[]`,
        state: 'waiting',
        detail: 'Waits to be made.',
        requested_by_id: byId,
        requested_by: by,
        requested_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id

export const findPack = (db: Db, id: string): Promise<PackRow | undefined> =>
  db.selectFrom('evidence_packs').selectAll().where('id', '=', id).executeTakeFirst()

/** Newest first after a position, one row more than the limit, and how many there are in all. */
export async function findPacks(db: Db, page: { after: readonly [number, string] | null; limit: number }) {
  const asked = sql`(extract(epoch from requested_at) * 1000000)::bigint`
  const beyond = page.after === null ? sql`true` : sql`(${asked}, id) < (${page.after[0]}, ${page.after[1]}::uuid)`
  const { rows } = await sql<PackRow & { position: [number, string] }>`
    select *, jsonb_build_array(${asked}, id) as position from evidence_packs where ${beyond} order by requested_at desc, id desc limit ${page.limit + 1}`.execute(
    db,
  )
  const { total } = await db
    .selectFrom('evidence_packs')
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { rows, total }
}

/** Takes a pack that is still to be made, unless a living process has it, and throws away what a dead one left of it. */
export const claimPack = async (db: Db, id: string, claim: string, now: Date, until: Date): Promise<PackRow | undefined> => {
  const { rows } = await sql<PackRow>`
    update evidence_packs set claim = ${claim}::uuid, claimed_until = ${until}::timestamptz, state = 'making', detail = 'Begun.', attempts = attempts + 1
    where id = ${id}::uuid and state in ('waiting', 'making') and (claimed_until is null or claimed_until < ${now}::timestamptz) returning *`.execute(db)
  if (rows[0] !== undefined) await deleteChunks(db, id)
  return rows[0]
}

/** Changes a pack that is still ours; false when another process has taken it over. */
export const updateClaimed = async (db: Db, id: string, claim: string, change: Updateable<EvidencePackTables['evidence_packs']>): Promise<boolean> =>
  (await db.updateTable('evidence_packs').set(change).where('id', '=', id).where('claim', '=', claim).returning('id').execute()).length > 0

/** Keeps a piece of a pack that is still ours; false when another process has taken it over. */
export const insertChunk = async (db: Db, id: string, claim: string, sequence: number, bytes: Buffer): Promise<boolean> =>
  (
    await sql`insert into evidence_pack_chunks (pack_id, sequence, bytes)
      select id, ${sequence}::int, ${bytes}::bytea from evidence_packs where id = ${id}::uuid and claim = ${claim}::uuid returning sequence`.execute(db)
  ).rows.length > 0

export const findChunk = async (db: Db, id: string, sequence: number): Promise<Buffer | undefined> =>
  (await db.selectFrom('evidence_pack_chunks').select('bytes').where('pack_id', '=', id).where('sequence', '=', sequence).executeTakeFirst())?.bytes

export const deleteChunks = (db: Db, id: string) => db.deleteFrom('evidence_pack_chunks').where('pack_id', '=', id).execute()

export const findUnmade = async (db: Db): Promise<string[]> =>
  (await db.selectFrom('evidence_packs').select('id').where('state', 'in', ['waiting', 'making']).execute()).map(({ id }) => id)

/** Packs that were made before an instant keep their row and lose their content. */
export const removeMadeBefore = async (db: Db, before: Date, detail: string): Promise<void> => {
  const removed: EvidencePack['state'] = 'removed'
  await sql`
    with old as (update evidence_packs set state = ${removed}, detail = ${detail} where state = 'made' and made_at < ${before}::timestamptz returning id)
    delete from evidence_pack_chunks c using old where c.pack_id = old.id`.execute(db)
}
