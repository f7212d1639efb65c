import type { Context } from '../../context.ts'
import { deleteExpiredLogoutTokens } from './oidc/logout.queries.ts'
import { deleteExpiredChallenges } from './passkeys/passkey.queries.ts'
import { deleteExpiredRequests } from './providers/provider.queries.ts'
import { deleteExpiredSessions, deleteOldFailures } from './sign-in.queries.ts'

/** Removes what no longer counts: sessions that are over, challenges and requests nobody answered, tokens that nobody can send again, failures older than a day. */
export async function prune(ctx: Context): Promise<void> {
  const now = ctx.clock.now()
  await deleteExpiredSessions(ctx.db, now)
  await deleteExpiredChallenges(ctx.db, now)
  await deleteExpiredLogoutTokens(ctx.db, now)
  await deleteExpiredRequests(ctx.db, now)
  await deleteOldFailures(ctx.db, new Date(now.getTime() - 86_400_000))
}
