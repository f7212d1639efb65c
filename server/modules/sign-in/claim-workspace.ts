import { as, type Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { record } from '../audit/index.ts'
import { countUsers, insertUser } from '../directory/index.ts'
import { hashPassword } from './password.ts'
import { actorOfUser, startSession } from './sessions.ts'
import { deleteUnusedClaimLinks, insertClaimLink, useClaimLink } from './sign-in.queries.ts'

/** A fresh one-time secret for the first admin, or null when the workspace has one. Links given out before it are dead. */
export const offerClaim = (ctx: Context): Promise<string | null> =>
  ctx.transaction(async () => {
    if ((await countUsers(ctx.db)) > 0) return null
    const secret = newSecret('rcl')
    await deleteUnusedClaimLinks(ctx.db)
    await insertClaimLink(ctx.db, hashSecret(secret), ctx.clock.now())
    return secret
  })

/** Makes the first admin and signs them in; answers the session's secret. */
export async function claimWorkspace(ctx: Context, given: { token: string; email: string; name: string; password: string }, client: string): Promise<string> {
  const password_hash = await hashPassword(given.password)
  return ctx.transaction(async () => {
    const first = await useClaimLink(ctx.db, hashSecret(given.token), ctx.clock.now())
    if (!first || (await countUsers(ctx.db)) > 0)
      throw new Refused('link_used', 'This link was used already or is not the newest one. Sign in, or start Rollcall again to get a new link.')
    const user = await insertUser(ctx.db, { email: given.email, name: given.name, password_hash, created_at: ctx.clock.now() })
    const secret = await startSession(ctx, user, client)
    await record(as(ctx, actorOfUser(user)), 'workspace.claimed', user.id, { email: user.email })
    return secret
  })
}
