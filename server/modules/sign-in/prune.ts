import type { Context } from '../../context.ts'
import { deleteExpiredChallenges } from './passkeys/passkey.queries.ts'
import { deleteExpiredMessages, deleteOldArrivals } from './providers/arrival.queries.ts'
import { deleteExpiredRequests } from './providers/provider.queries.ts'
import { deleteExpiredSessions, deleteOldFailures } from './sign-in.queries.ts'

const keptArrivals = 1000

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000)

/** Removes what no longer counts: sessions, challenges and requests that are over, failures older than a day, what providers sent a week ago. */
export async function prune(ctx: Context): Promise<void> {
  const now = ctx.clock.now()
  await deleteExpiredSessions(ctx.db, now)
  await deleteOldFailures(ctx.db, daysBefore(now, 1))
  await deleteExpiredChallenges(ctx.db, now)
  await deleteExpiredRequests(ctx.db, now)
  await deleteExpiredMessages(ctx.db, now)
  await deleteOldArrivals(ctx.db, daysBefore(now, 7), keptArrivals)
}
