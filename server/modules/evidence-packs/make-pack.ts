import { randomUUID } from 'node:crypto'
import type { PackManifest } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { version } from '../../version.ts'
import { record } from '../audit/index.ts'
import { readAccessRules } from '../lifecycle/index.ts'
import { contains, criteria, doesNotContain, readme, withHash } from './manifest.ts'
import { claimPack, findPack, insertChunk, type PackRow, updateClaimed } from './packs.queries.ts'
import { writeAudit } from './write-audit.ts'
import { writeFindings, writeLeavers } from './write-leavers.ts'
import { openPack, type Pack } from './write-pack.ts'
import { writePlans } from './write-plans.ts'
import { writePopulations } from './write-populations.ts'

const claimSeconds = 60
const mostAttempts = 4

/**
 * Makes a pack that was asked for. A process that dies leaves pieces behind, which the next one throws away: a pack is made as a whole or
 * not at all, since its manifest comes last.
 */
export async function makePack(ctx: Context, id: string): Promise<void> {
  const claim = randomUUID()
  const until = () => new Date(ctx.clock.now().getTime() + claimSeconds * 1000)
  const row = await ctx.transaction(() => claimPack(ctx.db, id, claim, ctx.clock.now(), until()))
  if (row === undefined) return comeBackIfHeld(ctx, id)
  let sequence = 0
  let size = 0
  const at = ctx.clock.now()
  const pack = openPack(at, async chunk => {
    ctx.stopping.throwIfAborted()
    if (!(await insertChunk(ctx.db, id, claim, sequence, chunk))) throw new Error('Another process has taken this pack over.')
    sequence += 1
    size += chunk.length
  })
  const say = async (detail: string) => {
    if (!(await updateClaimed(ctx.db, id, claim, { detail, files: pack.files.length, size, claimed_until: until() })))
      throw new Error('Another process has taken this pack over.')
    await ctx.publish({ topic: 'evidence-packs', id })
  }
  const beat = setInterval(() => void updateClaimed(ctx.db, id, claim, { claimed_until: until() }).catch(() => undefined), 10_000)
  try {
    const { sha256 } = await write(ctx, row, pack, at, say)
    await pack.end()
    await ctx.transaction(async () => {
      const made = { state: 'made', detail: 'Ready.', made_at: ctx.clock.now(), files: pack.files.length, size, manifest_sha256: sha256 } as const
      if (!(await updateClaimed(ctx.db, id, claim, { ...made, claim: null, claimed_until: null }))) return
      await ctx.publish({ topic: 'evidence-packs', id })
      await record(ctx, 'evidence_pack.made', id, { manifestSha256: sha256, files: pack.files.length, size, requestedBy: row.requested_by })
    })
  } catch (thrown) {
    // A process that stops did nothing wrong; the next one begins anew.
    const givesUp = row.attempts >= mostAttempts && !ctx.stopping.aborted
    const state = givesUp ? ({ state: 'failed', detail: 'It could not be made; the log of the server says why. Ask for it again.' } as const) : {}
    await updateClaimed(ctx.db, id, claim, { ...state, claim: null, claimed_until: null })
    throw thrown
  } finally {
    clearInterval(beat)
  }
}

async function write(ctx: Context, row: PackRow, pack: Pack, at: Date, say: (detail: string) => Promise<void>): Promise<PackManifest> {
  const scope = { from: row.from_at, to: row.to_at, connectionIds: row.connection_ids, personIds: row.person_ids }
  await pack.add('README.txt', readme)
  await say('Writing the populations.')
  await writePopulations(ctx, pack, row.requested_by, scope.connectionIds)
  await say('Writing leavers and findings.')
  await writeLeavers(ctx, pack, scope)
  await writeFindings(ctx, pack, scope)
  // Its exceptions name people, so that it is only in a pack about everybody.
  if (scope.personIds.length === 0) await pack.addJson('access-rules.json', await readAccessRules(ctx))
  await say('Writing plans and their evidence.')
  await writePlans(ctx, pack, scope)
  await say('Writing the audit log.')
  const auditHead = await writeAudit(ctx, pack, row.from_at)
  const manifest: PackManifest = withHash({
    format: 'rollcall-evidence-pack/1' as const,
    packId: row.id,
    madeAt: at.toISOString(),
    requestedBy: row.requested_by,
    workspace: ctx.publicUrl(),
    rollcall: version,
    scope: { ...scope, from: scope.from.toISOString(), to: scope.to.toISOString(), connectionIds: [...scope.connectionIds], personIds: [...scope.personIds] },
    criteria: [...criteria],
    contains: [...contains],
    doesNotContain: [...doesNotContain],
    auditHead,
    files: [...pack.files],
  })
  await pack.addJson('manifest.json', manifest)
  return manifest
}

/** Another process has it: should it die, this job comes back for it. */
async function comeBackIfHeld(ctx: Context, packId: string): Promise<void> {
  const held = await findPack(ctx.db, packId)
  if (held?.state === 'making' && held.claimed_until !== null) await ctx.enqueue('make-evidence-pack', { packId }, { after: held.claimed_until })
}
