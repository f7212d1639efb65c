import type { Context } from '../../context.ts'
import { leaveProvider } from './oidc/leave-provider.ts'
import { findProvider } from './providers/provider.queries.ts'
import { samlLogout } from './saml/end-saml.ts'
import { endSession } from './sessions.ts'

/** Ends a session here; answers where the browser ends it at the provider that vouched for it, when there is such a place. */
export async function signOut(ctx: Context, sessionId: string): Promise<string | null> {
  const session = await endSession(ctx, sessionId, 'session.ended')
  const provider = session.provider_id === null ? undefined : await findProvider(ctx.db, session.provider_id)
  if (provider === undefined) return null
  return provider.protocol === 'saml' ? samlLogout(ctx, provider, session) : leaveProvider(ctx, provider, session.provider_detail)
}
