import type { Facts } from '@rollcall/contract'
import { z } from 'zod'
import type { Run } from './reach.ts'
import { findEvidence } from './step.queries.ts'

const Counted = z.object({ seen: z.object({ facts: z.object({ owned: z.number(), received: z.number() }) }) })

/**
 * Whether the receiver of a hand-over has as many more as the leaver had at the first look, however often it was begun anew since. True for
 * every other step.
 */
export async function receivedAll({ ctx, step, definition }: Run, { received = 0 }: Facts): Promise<boolean> {
  if (definition.action !== 'hand_over') return true
  const first = (await findEvidence(ctx.db, step.id)).find(({ kind }) => kind === 'precondition_read')
  const counted = Counted.safeParse(first === undefined ? null : JSON.parse(first.content))
  if (!counted.success) return false
  const { owned, received: had } = counted.data.seen.facts
  return received >= had + owned
}
