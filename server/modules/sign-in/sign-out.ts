import type { Context } from '../../context.ts'
import { leaveProvider } from './oidc/leave-provider.ts'
import { findProvider } from './providers/provider.queries.ts'
import { endSession } from './sessions.ts'

/** Ends the session, and answers where the browser ends the one at its provider; null where there is nothing to end. */
export async function signOut(ctx: Context, sessionId: string): Promise<string | null> {
  const session = await endSession(ctx, sessionId, 'session.ended')
  const provider = session.provider_id === null ? undefined : await findProvider(ctx.db, session.provider_id)
  return provider?.protocol === 'oidc' ? leaveProvider(ctx, provider, session.provider_detail) : null
}
