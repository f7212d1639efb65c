import { sql } from 'kysely'
import { ordinary, pairOf, type Kind } from './kind.ts'

/** One person with several accounts that let them into the same app; the one that was used least recently is the one in question. */
export const duplicateAccount: Kind = {
  kind: 'duplicate_account',
  wasteful: true,
  choice: 'deactivate_account',
  question: () => ({
    subject: pairOf(sql`o.person_id`, sql`o.connection_id`),
    account: sql`o.accounts[1]`,
    accounts: sql`o.accounts`,
    connection: sql`o.connection_id`,
    person: sql`o.person_id`,
    since: sql`o.since`,
    facts: sql`jsonb_build_object('count', cardinality(o.accounts), 'logins', o.logins)`,
    from: sql`(
      select l.person_id, a.connection_id, array_agg(a.id order by a.last_active_at nulls first, a.id) as accounts, max(a.first_seen_at) as since,
        string_agg(a.user_name, ', ' order by a.user_name) as logins
      from (select person_id, connection_id from account_links group by person_id, connection_id having count(*) > 1) several
      join account_links l using (person_id, connection_id) join accounts a on a.id = l.account_id
      where ${ordinary} group by l.person_id, a.connection_id having count(*) > 1
    ) o`,
  }),
  sentence: ({ personName, connectionName, grounds: { facts } }) =>
    `${personName} has ${facts.count} active accounts in ${connectionName} (${facts.logins}); one should be enough.`,
}
