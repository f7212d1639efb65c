import type { Delivery, EngagementSummary } from '@rollcall/contract'
import type { DeliveryRow } from './delivery.queries.ts'

export const deliveryToApi = (row: DeliveryRow & { readonly connection_name: string }): Delivery => ({
  id: row.id,
  engagementId: row.engagement_id,
  connectionId: row.connection_id,
  connectionName: row.connection_name,
  state: row.state,
  detail: row.detail,
  attempts: row.attempts,
  remoteId: row.remote_id,
  remoteUrl: row.remote_url,
  nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
  deliveredAt: row.delivered_at?.toISOString() ?? null,
})

/** How an engagement stands in lists: what failed shows before what waits, and that before what arrived. What a rule holds back is not under way. */
export function summaryOf(rows: readonly Pick<DeliveryRow, 'state' | 'held_for'>[]): EngagementSummary['delivery'] {
  if (rows.some(({ state }) => state === 'failed')) return 'failed'
  if (rows.some(({ state, held_for }) => state === 'waiting' || (state === 'held' && held_for === 'connection'))) return 'waiting'
  return rows.some(({ state }) => state === 'delivered') ? 'delivered' : 'none'
}
