import { sql } from 'kysely'
import { dayOf, daysBefore, ordinary, type Kind } from './kind.ts'

/** An account that was used once, and not for long. Only from a date that the app gave. */
export const idle: Kind = {
  kind: 'idle',
  wasteful: true,
  choice: 'deactivate_account',
  question: ({ now, thresholds }) => ({
    subject: sql`a.id`,
    account: sql`a.id`,
    connection: sql`a.connection_id`,
    since: sql`a.last_active_at`,
    facts: sql`jsonb_build_object('days', ${thresholds.idleDays}::int)`,
    from: sql`accounts a where a.connection_id = any(array(select connection_id from sources where tells_activity))
      and a.last_active_at < ${daysBefore(now, thresholds.idleDays)} and ${ordinary}`,
  }),
  sentence: ({ connectionName, login, grounds: { accounts, facts } }) =>
    `${login} in ${connectionName} was last used on ${dayOf(accounts[0]?.lastActiveAt)}, more than ${facts.days} days ago; it should be used or closed.`,
}
