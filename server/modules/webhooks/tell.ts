import type { EventChange, EventType } from '@rollcall/contract'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { type Context, nameOf } from '../../context.ts'
import { insertTold } from './event.queries.ts'

export interface Happening {
  readonly type: EventType
  /** Id of what it happened to. */
  readonly subject: string
  readonly name: string
  readonly changes?: Readonly<Record<string, z.infer<typeof EventChange>>>
}

/** Tells webhooks and the feed of changes; call it in the transaction of the change. `changes` must hold no secret. */
export const tell = (ctx: Context, ...happenings: readonly Happening[]): Promise<void> =>
  insertTold(
    ctx.db,
    happenings.map(({ type, subject, name, changes = {} }) => ({
      at: ctx.clock.now(),
      actor: nameOf(ctx.actor),
      type,
      subject,
      name,
      changes: JSON.stringify(changes),
    })),
  )

/** The same for many rows at once, as a part of the statement that changes them: `rows` has their `id` and `name`. */
export const tellingOf = (ctx: Context, type: EventType, rows: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`insert into event_outbox (at, actor, type, subject, name, changes)
    select ${ctx.clock.now()}::timestamptz, ${nameOf(ctx.actor)}::text, ${type}::text, id, name, '{}'::jsonb from ${rows}`
