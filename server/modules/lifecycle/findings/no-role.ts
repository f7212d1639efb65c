import { sql } from 'kysely'
import { dayOf, daysBefore, ordinary, type Kind } from './kind.ts'

/** An account that a first sign-in made and that nobody gave a role, in an app whose other accounts have one. */
export const noRole: Kind = {
  kind: 'no_role',
  question: ({ now, thresholds }) => ({
    subject: sql`a.id`,
    account: sql`a.id`,
    connection: sql`a.connection_id`,
    since: sql`a.first_seen_at`,
    from: sql`accounts a where a.connection_id = any(array(select connection_id from sources where tells_roles))
      and a.role is null and a.first_seen_at < ${daysBefore(now, thresholds.noRoleDays)} and ${ordinary}`,
  }),
  sentence: ({ connectionName, login, grounds }) =>
    `${login} in ${connectionName} has had no role since it was first seen on ${dayOf(grounds.accounts[0]?.firstSeenAt)}, as others there have; it should be given one.`,
}
