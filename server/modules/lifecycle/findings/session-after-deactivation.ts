import { sql } from 'kysely'
import type { Kind } from './kind.ts'

/**
 * A session, or a token that another app holds, which outlived the deactivation: of a login that is closed, or of the account of somebody
 * who left, closed or not. Only from a count that the vendor gave.
 */
export const sessionAfterDeactivation: Kind = {
  kind: 'session_after_deactivation',
  unwanted: true,
  repair: 'end_sessions',
  question: () => ({
    subject: sql`o.id`,
    account: sql`o.account_id`,
    connection: sql`o.connection_id`,
    person: sql`o.person_id`,
    facts: sql`jsonb_build_object('login', o.user_name, 'sessions', o.live_sessions)`,
    from: sql`(
      select a.id, a.id as account_id, a.connection_id, l.person_id, a.user_name, a.live_sessions
      from accounts a left join account_links l on l.account_id = a.id
      where a.live_sessions > 0 and a.protection = 'none'
        and (a.status in ('inactive', 'deleted') or l.person_id in (select person_id from departed))
      union all
      select i.id, null::uuid, i.connection_id, (select person_id from identity_links where identity_id = i.id), i.user_name, i.live_sessions
      from identities i where i.live_sessions > 0 and i.status in ('inactive', 'deleted')
    ) o`,
  }),
  sentence: ({ connectionName, grounds: { facts } }) =>
    `${facts.login} should have no access to ${connectionName} any more, but ${facts.sessions === 1 ? 'a session or token is' : `${facts.sessions} sessions and tokens are`} alive; none should be.`,
}
