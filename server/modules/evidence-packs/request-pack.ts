import { Readable } from 'node:stream'
import type { EvidencePack, EvidencePackScope } from '@rollcall/contract'
import { z } from 'zod'
import { type Context, nameOf } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { findConnections } from '../connections/index.ts'
import { findChunk, findPack, findPacks, findUnmade, insertPack, type PackRow, removeMadeBefore } from './packs.queries.ts'

const keptDays = 30

/** Puts a pack on the queue. Whoever asks must be allowed to see people, since the pack shows the accounts of everybody. */
export async function requestPack(ctx: Context, scope: EvidencePackScope): Promise<EvidencePack> {
  refuseWithoutPeople(ctx)
  const from = new Date(scope.from)
  const to = new Date(scope.to)
  const now = ctx.clock.now()
  if (to <= from) throw new Refused('conflict', 'The period ends before it begins. Choose a later end.')
  if (from > now) throw new Refused('conflict', 'The period has not begun yet. Choose one that has.')
  const known = new Set((await findConnections(ctx.db)).map(({ id }) => id))
  if (scope.connectionIds.some(id => !known.has(id))) throw new Refused('not_found', 'One of these apps is not connected any more. Load the page again.')
  const id = await ctx.transaction(async () => {
    const { actor } = ctx
    const byId = actor.kind === 'user' ? actor.id : actor.kind === 'token' ? actor.userId : null
    const packId = await insertPack(ctx.db, { from, to, connectionIds: scope.connectionIds, personIds: scope.personIds, byId, by: nameOf(actor), at: now })
    await ctx.enqueue('make-evidence-pack', { packId })
    await ctx.publish({ topic: 'evidence-packs', id: packId })
    await record(ctx, 'evidence_pack.requested', packId, { from: scope.from, to: scope.to, apps: scope.connectionIds.length, people: scope.personIds.length })
    return packId
  })
  return readPack(ctx, id)
}

function refuseWithoutPeople({ actor }: Context): void {
  if (!actor.permissions.includes('people:read'))
    throw new Refused(
      'not_allowed',
      `A pack shows the accounts of everybody: this needs the permission people:read as well, which ${actor.name} does not have.`,
    )
}

export async function readPack(ctx: Context, id: string): Promise<EvidencePack> {
  const row = await findPack(ctx.db, id)
  if (row === undefined) throw new Refused('not_found', 'There is no evidence pack with this id.')
  return toPack(row)
}

const Position = z.tuple([z.number(), z.uuid()])

export async function listPacks(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: EvidencePack[]; nextCursor: string | null; total: number }> {
  const { rows, total } = await findPacks(ctx.db, { after: readCursor(cursor, Position), limit })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { items: page.map(toPack), nextCursor: rows.length > limit && last !== undefined ? writeCursor(last.position) : null, total }
}

const toPack = (row: PackRow): EvidencePack => ({
  id: row.id,
  from: row.from_at.toISOString(),
  to: row.to_at.toISOString(),
  connectionIds: row.connection_ids,
  personIds: row.person_ids,
  state: row.state,
  detail: row.detail,
  requestedBy: row.requested_by,
  requestedAt: row.requested_at.toISOString(),
  madeAt: row.made_at?.toISOString() ?? null,
  files: row.files,
  size: row.size,
  manifestSha256: row.manifest_sha256,
})

/** The tar file, piece by piece; that it was taken is in the audit log before the first byte is sent. */
export async function downloadPack(ctx: Context, id: string): Promise<{ name: string; bytes: Readable }> {
  refuseWithoutPeople(ctx)
  const pack = await readPack(ctx, id)
  if (pack.state !== 'made') throw new Refused('conflict', `There is nothing to download. ${pack.detail}`)
  await record(ctx, 'evidence_pack.downloaded', id, { manifestSha256: pack.manifestSha256 })
  async function* pieces() {
    for (let sequence = 0; ; sequence += 1) {
      const bytes = await findChunk(ctx.db, id, sequence)
      if (bytes === undefined) return
      yield bytes
    }
  }
  const day = (at: string) => at.slice(0, 10)
  return { name: `rollcall-evidence-${day(pack.from)}-${day(pack.to)}-${id.slice(0, 8)}.tar`, bytes: Readable.from(pieces()) }
}

/** Puts back on the queue what a killed process left half-way, and lets go of the content of packs that are 30 days old. */
export async function tendPacks(ctx: Context): Promise<void> {
  for (const packId of await findUnmade(ctx.db)) await ctx.enqueue('make-evidence-pack', { packId })
  const before = new Date(ctx.clock.now().getTime() - keptDays * 86_400_000)
  await removeMadeBefore(ctx.db, before, `Kept for ${keptDays} days; ask for it again.`)
}
