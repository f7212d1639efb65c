import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { holdActiveUser } from './directory.queries.ts'

/**
 * Called in a transaction before it writes something that its actor answers for: who was deactivated since the request was let in is refused,
 * and who is not is deactivated only after it.
 */
export async function refuseWhoLeft({ db, actor }: Context): Promise<void> {
  const userId = actor.kind === 'user' ? actor.id : actor.kind === 'token' && actor.permissions.includes('self') ? actor.userId : null
  if (userId !== null && !(await holdActiveUser(db, userId)))
    throw new Refused('not_signed_in', 'Your account was deactivated while this was under way. Nothing was changed.')
}
