import { sql } from 'kysely'
import { dayOf, daysBefore, ordinary, type Kind } from './kind.ts'

/** Nobody has ever signed in, in an app that says of others when they did: where none has a date, a missing one means nothing. */
export const neverSignedIn: Kind = {
  kind: 'never_signed_in',
  wasteful: true,
  choice: 'deactivate_account',
  question: ({ now, thresholds }) => ({
    subject: sql`a.id`,
    account: sql`a.id`,
    connection: sql`a.connection_id`,
    since: sql`a.first_seen_at`,
    from: sql`accounts a where a.connection_id = any(array(select connection_id from sources where tells_activity))
      and a.last_active_at is null and a.first_seen_at < ${daysBefore(now, thresholds.neverSignedInDays)} and ${ordinary}`,
  }),
  sentence: ({ connectionName, login, grounds }) =>
    `Nobody has ever signed in to ${login} in ${connectionName}, which has been there since ${dayOf(grounds.accounts[0]?.firstSeenAt)} at least; it should be used or closed.`,
}
