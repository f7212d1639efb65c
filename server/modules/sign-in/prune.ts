import type { Context } from '../../context.ts'
import { deleteExpiredChallenges } from './passkeys/passkey.queries.ts'
import { deleteExpiredSessions, deleteOldFailures } from './sign-in.queries.ts'

/** Removes what no longer counts: sessions that are over, challenges nobody answered, failures older than a day. */
export async function prune(ctx: Context): Promise<void> {
  const now = ctx.clock.now()
  await deleteExpiredSessions(ctx.db, now)
  await deleteExpiredChallenges(ctx.db, now)
  await deleteOldFailures(ctx.db, new Date(now.getTime() - 86_400_000))
}
