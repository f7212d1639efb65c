import type { CallTaskWritten, VendorError, VendorErrorKind } from '@rollcall/connectors/kit'
import type { Updateable } from 'kysely'
import type { DeliveryTables } from './delivery.tables.ts'

/** What an attempt makes of a delivery's row. */
export type Outcome = Updateable<DeliveryTables['deliveries']> & { readonly state: DeliveryTables['deliveries']['state']; readonly detail: string }

const effects: Record<CallTaskWritten['effect'], (vendor: string) => string> = {
  created: vendor => `Written to ${vendor} as a new task.`,
  updated: vendor => `The task in ${vendor} was brought up to date.`,
  nothing: vendor => `The task is in ${vendor}; there was nothing to write.`,
}

export const arrived = ({ effect, remoteId, remoteUrl, written }: CallTaskWritten, vendor: string, now: Date): Outcome => ({
  state: 'delivered',
  held_for: null,
  detail: effects[effect](vendor),
  remote_id: remoteId,
  remote_url: remoteUrl,
  last_written: JSON.stringify(written),
  next_attempt_at: null,
  delivered_at: now,
})

export const heldByRule = (reason: string): Outcome => ({ state: 'held', held_for: 'rule', detail: reason, next_attempt_at: null })

export const heldByConnection = (task_hash: string, sentence: string): Outcome => ({
  state: 'held',
  held_for: 'connection',
  detail: `${sentence} It is delivered by itself once the connection works again.`,
  task_hash,
  next_attempt_at: null,
})

const mostAttempts = 10
const firstWaitSeconds = 15
const longestWaitSeconds = 3600

// What may pass by itself; everything else needs a person.
const passing: ReadonlySet<VendorErrorKind> = new Set(['limited', 'unreachable', 'malformed', 'conflict'])
const ofConnection: ReadonlySet<VendorErrorKind> = new Set(['credentials', 'permission', 'address'])

/** A failed attempt: held until the connection is repaired, tried again later, or given up with the vendor's sentence. */
export function afterFailure(error: VendorError, attempts: number, now: Date): Outcome {
  if (ofConnection.has(error.kind))
    return {
      state: 'held',
      held_for: 'connection',
      detail: `${error.sentence} It is delivered by itself once the connection works again.`,
      next_attempt_at: null,
    }
  if (!passing.has(error.kind) || attempts >= mostAttempts)
    return { state: 'failed', held_for: null, detail: `${error.sentence} When that is settled, deliver it again.`, next_attempt_at: null }
  const wait = Math.min(firstWaitSeconds * 2 ** (attempts - 1), longestWaitSeconds) * 1000
  const next = error.retryAt ?? new Date(now.getTime() + wait)
  return { state: 'waiting', held_for: null, detail: `${error.sentence} It is tried again by itself.`, next_attempt_at: next }
}
