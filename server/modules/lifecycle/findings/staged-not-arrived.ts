import { sql } from 'kysely'
import { dayOf, daysBefore, type Kind } from './kind.ts'

/** An account that was made for somebody who has not come. */
export const stagedNotArrived: Kind = {
  kind: 'staged_not_arrived',
  wasteful: true,
  question: ({ now, thresholds }) => ({
    subject: sql`a.id`,
    account: sql`a.id`,
    connection: sql`a.connection_id`,
    since: sql`coalesce(a.status_changed_at, a.first_seen_at)`,
    facts: sql`jsonb_build_object('staged', coalesce(a.status_changed_at, a.first_seen_at))`,
    from: sql`accounts a where a.status = 'staged' and a.protection = 'none'
      and coalesce(a.status_changed_at, a.first_seen_at) < ${daysBefore(now, thresholds.stagedDays)}`,
  }),
  sentence: ({ connectionName, login, grounds: { accounts, facts } }) =>
    `${login} in ${connectionName} has been ${accounts[0]?.vendorStatus ?? 'staged'} since ${dayOf(facts.staged)}, and nobody has come; they should be asked to sign in, or it should be closed.`,
}
