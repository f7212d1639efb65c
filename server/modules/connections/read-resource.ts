import { drain, type ReadPage } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { endAbandonedReads, insertRead, type ReadRow, updateRead } from './connection.queries.ts'

export interface ReadOptions {
  readonly doubt?: (readId: string) => Promise<string | null>
  readonly advice?: string | null
}

/**
 * Reads one resource to the end, keeps the verdict and shows how far it is. `onPage` stores a page; what it must know is the read's
 * id, so that rows which were not seen again can be told apart afterwards. `doubt` may say why a read that ended well is still not
 * believed, and `advice` what to do about any other problem.
 */
export async function readResource<Row extends { externalId: string }>(
  ctx: Context,
  connectionId: string,
  resource: string,
  pages: AsyncIterable<ReadPage<Row>>,
  onPage: (rows: Row[], readId: string) => Promise<void>,
  { doubt = async () => null, advice = null }: ReadOptions = {},
): Promise<ReadRow> {
  const read = await insertRead(ctx.db, connectionId, resource, ctx.clock.now())
  let rows = 0
  const verdict = await drain(pages, async page => {
    await onPage(page, read.id)
    rows += page.length
    await updateRead(ctx.db, read.id, { rows })
    await ctx.publish({ topic: 'connections', id: connectionId })
  })
  const doubted = verdict.complete ? await doubt(read.id) : null
  const ended = await updateRead(ctx.db, read.id, {
    complete: verdict.complete && doubted === null,
    problems: JSON.stringify(doubted !== null ? [doubted] : advice === null || verdict.complete ? verdict.problems : [...verdict.problems, advice]),
    rows: verdict.rows,
    pages: verdict.pages,
    ended_at: ctx.clock.now(),
  })
  await ctx.publish({ topic: 'connections', id: connectionId })
  return ended
}

// No read takes longer: one that seems to was left by a process that died.
const longestReadMinutes = 60

/** Ends what a killed process left running as incomplete, and reads it anew. */
export async function resumeReads(ctx: Context, options: { allAreAbandoned: boolean }): Promise<void> {
  const now = ctx.clock.now()
  const before = options.allAreAbandoned ? now : new Date(now.getTime() - longestReadMinutes * 60_000)
  const abandoned = await endAbandonedReads(ctx.db, before, now, 'Rollcall stopped while it read; it reads again by itself.')
  for (const connectionId of new Set(abandoned.map(read => read.connection_id))) await ctx.enqueue('sync-connection', { connectionId })
}
