import type { Context } from '../../context.ts'
import { findConnection, updateConnectionRow } from './connection.queries.ts'

/**
 * Remembers that the vendor refused a kind of change for want of permission, in its own words, or with null that it accepted one. Plans pass
 * the connection over for such changes until it is checked again or given other credentials.
 */
export async function keepWriteRefusal(ctx: Context, connectionId: string, action: string, sentence: string | null): Promise<void> {
  const row = await findConnection(ctx.db, connectionId)
  if (row === undefined || (sentence ?? undefined) === row.write_refusals[action]) return
  const { [action]: _, ...others } = row.write_refusals
  await updateConnectionRow(ctx.db, connectionId, { write_refusals: JSON.stringify(sentence === null ? others : { ...others, [action]: sentence }) })
}
