import type { Webhook } from '@rollcall/contract'
import type { WebhookRow } from './webhook.queries.ts'

/** Of one delivery, before it is given up or the endpoint needs a person. */
export const longestRetryMilliseconds = 3 * 86_400_000
/** After so many failures with no success in between, an endpoint is probed by one request at a time. */
export const failuresBeforeProbing = 10

const firstWait = 5_000
const longestWait = 6 * 3_600_000
const longestProbeWait = 5 * 60_000

/** Milliseconds before attempt `failed + 1`: doubling, with jitter so that what failed together does not come back together. */
export const waitAfter = (failed: number): number => {
  const ceiling = Math.min(longestWait, firstWait * 2 ** (failed - 1))
  return ceiling / 2 + (Math.random() * ceiling) / 2
}

/** Milliseconds that the whole endpoint is left alone after so many failures in a row. */
export const holdAfter = (failures: number): number =>
  failures < failuresBeforeProbing ? 0 : Math.min(longestProbeWait, firstWait * 2 ** Math.min(16, failures - failuresBeforeProbing))

export const toApi = (row: WebhookRow, queue: { readonly waiting: number; readonly retrying: number }, now: Date): Webhook => ({
  id: row.id,
  name: row.name,
  url: row.url,
  types: row.types,
  state: row.state,
  detail: row.detail,
  oldSecretEndsAt: row.old_secret_ends_at !== null && row.old_secret_ends_at > now ? row.old_secret_ends_at.toISOString() : null,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  lastSuccessAt: row.last_success_at?.toISOString() ?? null,
  lastFailureAt: row.last_failure_at?.toISOString() ?? null,
  failingSince: row.failing_since?.toISOString() ?? null,
  ...queue,
})
