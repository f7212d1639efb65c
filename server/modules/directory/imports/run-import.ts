import type { UserImport } from '@rollcall/contract'
import { z } from 'zod'
import { as, type Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { openPower, type Power } from '../power.ts'
import type { JsonObject } from '../scim/json.ts'
import type { Wishes } from '../scim/users/grants-of.ts'
import { etagOf } from '../scim/call.ts'
import { documentOf } from '../scim/users/user-document.ts'
import { tellAudit } from '../tell-audit.ts'
import { alterUser, dropUser, enterUser, wantedOf } from '../users/save-user.ts'
import { wishesBack } from '../users/user-fields.ts'
import { deleteImportsBefore, findLines, findStaleLine, findUnfinishedImports, type LineRow, moveImport, settleLine, takeLine } from './import.queries.ts'
import { RowWanted } from './row-fields.ts'
import { existingImport, importerOf, readImport } from './user-import.ts'

const linesAtOnce = 100
const previewDays = 1
const doneDays = 90

/** Refuses as a whole when a user of the file was changed since it was previewed; then a job does it, line by line. */
export async function applyImport(ctx: Context, id: string): Promise<UserImport> {
  await existingImport(ctx, id)
  await ctx.transaction(async () => {
    const stale = await findStaleLine(ctx.db, id)
    if (stale !== undefined)
      throw new Refused('import_stale', `${stale.user_name} (line ${stale.line}) was changed since the preview. Preview the file again, then apply it.`)
    if (!(await moveImport(ctx.db, id, 'previewed', 'applying', { applied_at: ctx.clock.now() })))
      throw new Refused('import_not_open', 'This import was applied already. Preview the file again to import it again.')
    await ctx.enqueue('run-user-import', { importId: id })
    await record(ctx, 'users.import_applied', id)
  })
  return readImport(ctx, id)
}

export async function undoImport(ctx: Context, id: string): Promise<UserImport> {
  await existingImport(ctx, id)
  await ctx.transaction(async () => {
    if (!(await moveImport(ctx.db, id, 'applied', 'undoing', { undone_at: ctx.clock.now() })))
      throw new Refused('import_not_open', 'Only an import that is applied can be undone, and only once.')
    await ctx.enqueue('run-user-import', { importId: id })
    await record(ctx, 'users.import_undone', id)
  })
  return readImport(ctx, id)
}

/**
 * Does what is left of an import. Each line is settled in the transaction of its change, so that one that was killed goes on where it was and
 * two at once do no line twice.
 */
export async function runImport(ctx: Context, id: string): Promise<void> {
  const row = await existingImport(ctx, id)
  if (row.state !== 'applying' && row.state !== 'undoing') return
  const isUndo = row.state === 'undoing'
  const own = as(ctx, await importerOf(ctx, row))
  const power = await openPower(own)
  for (;;) {
    if (ctx.stopping.aborted) return
    const lines = await findLines(own.db, id, isUndo ? 'done' : 'waiting', isUndo, linesAtOnce)
    if (lines.length === 0) break
    for (const line of lines) await settle(own, line, isUndo ? 'kept' : 'failed', () => (isUndo ? takeBack(own, power, line) : carryOut(own, power, line)))
    await tellAudit(own)
  }
  await moveImport(own.db, id, row.state, isUndo ? 'undone' : 'applied')
  await ctx.publish({ topic: 'users', id: null })
}

async function settle(ctx: Context, line: LineRow, otherwise: 'failed' | 'kept', run: () => Promise<void>): Promise<void> {
  try {
    await ctx.transaction(async () => {
      if (await takeLine(ctx.db, line)) await run()
    })
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown
    await settleLine(ctx.db, line, { outcome: otherwise, refusal: thrown.message })
  }
}

/** What undoing needs: the attributes and sayings of before. */
const Undo = z.object({ document: z.custom<JsonObject>(), wishes: z.custom<Wishes>() })

async function carryOut(ctx: Context, power: Power, line: LineRow): Promise<void> {
  const wanted = RowWanted.parse(line.wanted)
  if (line.user_id === null) {
    const user = await enterUser(ctx, power, wanted)
    await settleLine(ctx.db, line, { outcome: 'done', user_id: user.id, version: 1 })
    return
  }
  let undo: z.infer<typeof Undo> | null = null
  const { version } = await alterUser(
    ctx,
    power,
    line.user_id,
    row => {
      const next = wantedOf(wanted)(row, power)
      undo = { document: documentOf(row), wishes: wishesBack(next.wishes, row) }
      return next
    },
    etagOf(line.version ?? 0),
  )
  await settleLine(ctx.db, line, { outcome: 'done', version, undo: JSON.stringify(undo) })
}

async function takeBack(ctx: Context, power: Power, line: LineRow): Promise<void> {
  const ifMatch = etagOf(line.version ?? 0)
  if (line.verdict === 'created') await dropUser(ctx, power, line.user_id ?? '', ifMatch)
  else await alterUser(ctx, power, line.user_id ?? '', () => Undo.parse(line.undo), ifMatch)
  await settleLine(ctx.db, line, { outcome: 'undone' })
}

/** Puts back on the queue what a killed process left half-way. */
export async function resumeImports(ctx: Context): Promise<void> {
  for (const { id } of await findUnfinishedImports(ctx.db)) await ctx.enqueue('run-user-import', { importId: id })
}

/** Files hold personal data: a preview goes after a day, what was done after it can hardly be undone any more. */
export async function pruneImports(ctx: Context): Promise<void> {
  const before = (days: number) => new Date(ctx.clock.now().getTime() - days * 86_400_000)
  await deleteImportsBefore(ctx.db, before(previewDays), before(doneDays))
}
