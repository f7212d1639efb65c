import type { Context } from '../../context.ts'
import { updateConnectionRow } from './connection.queries.ts'

/**
 * Remembers that the vendor refused a change for want of permission, in its own words, or with null that it accepted one. Plans pass such a
 * connection over until other credentials are given.
 */
export const keepWriteRefusal = async (ctx: Context, connectionId: string, sentence: string | null): Promise<void> => {
  await updateConnectionRow(ctx.db, connectionId, { write_refusal: sentence })
}
