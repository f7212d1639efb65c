import type { z } from 'zod'
import { Refused } from './errors.ts'

/** A cursor is the sort position of the last row of a page, opaque to callers. */
export const writeCursor = (position: readonly unknown[]): string => Buffer.from(JSON.stringify(position)).toString('base64url')

/** Answers null for the first page; refuses what `writeCursor` did not write. */
export function readCursor<T>(cursor: string | undefined, shape: z.ZodType<T>): T | null {
  if (cursor === undefined) return null
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (cause) {
    throw new Refused('bad_request', 'This cursor is not one that Rollcall gave out. Start again from the first page.', { at: 'cursor', cause })
  }
}
