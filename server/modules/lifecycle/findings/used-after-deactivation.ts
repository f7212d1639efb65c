import { sql } from 'kysely'
import { dayOf, daysBefore, type Kind } from './kind.ts'

/** An account that was used after every identity source had deactivated its person, whether or not it is closed by now. */
export const usedAfterDeactivation: Kind = {
  kind: 'used_after_deactivation',
  unwanted: true,
  question: ({ now, thresholds }) => ({
    subject: sql`o.account_id`,
    account: sql`o.account_id`,
    connection: sql`o.connection_id`,
    person: sql`o.person_id`,
    since: sql`o.since`,
    facts: sql`jsonb_build_object('left', o.since)`,
    from: sql`departed_accounts o where o.last_active_at > o.since and o.last_active_at > ${daysBefore(now, thresholds.usedAfterDays)}`,
  }),
  sentence: ({ personName, connectionName, login, grounds }) =>
    `${personName} was deactivated on ${dayOf(grounds.facts.left)}, but the account ${login} in ${connectionName} was used on ${dayOf(grounds.accounts[0]?.lastActiveAt)}; nobody should have been able to. Find out who it was.`,
}
