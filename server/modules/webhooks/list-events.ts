import { type EventType, LifecycleEvent } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Refused } from '../../errors.ts'
import { readSetting, type Setting } from '../settings/index.ts'
import { findEventsAfter, findPositionBefore } from './event.queries.ts'
import { publishEvents } from './publish-events.ts'

const Position = z.tuple([z.number().int().min(0)])

/** The last position whose event is kept no more. */
export const prunedTo: Setting<number> = { name: 'webhooks.events_pruned_to', shape: z.number().int(), initial: 0 }

/** Where reading begins: after a cursor, at a time, or with the oldest event that is kept. */
export async function positionOf(ctx: Context, start: { cursor?: string | undefined; from?: string | undefined }): Promise<number> {
  const pruned = await readSetting(ctx, prunedTo)
  const [position] = readCursor(start.cursor, Position) ?? [null]
  if (position !== null && position < pruned)
    throw new Refused(
      'cursor_expired',
      'Events after this cursor are kept no more. Read again from a time on, and compare what you have with the users as they are.',
      {
        at: 'cursor',
      },
    )
  if (position !== null) return position
  return start.from === undefined ? pruned : findPositionBefore(ctx.db, new Date(start.from))
}

/** Shows what was committed before the call, without waiting for any worker. */
export async function listEvents(
  ctx: Context,
  query: { cursor?: string | undefined; from?: string | undefined; types?: EventType[] | undefined; limit: number },
): Promise<{ items: LifecycleEvent[]; nextCursor: string; more: boolean }> {
  await publishEvents(ctx)
  const position = await positionOf(ctx, query)
  const rows = await findEventsAfter(ctx.db, position, query.types, query.limit + 1)
  const shown = rows.slice(0, query.limit)
  return {
    items: shown.map(({ payload }) => LifecycleEvent.parse(JSON.parse(payload))),
    nextCursor: writeCursor([shown.at(-1)?.position ?? position]),
    more: rows.length > query.limit,
  }
}
