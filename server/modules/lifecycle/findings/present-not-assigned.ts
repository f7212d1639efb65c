import { sql } from 'kysely'
import { ordinary, type Kind } from './kind.ts'

/**
 * An account in an app that an identity source gives to people, but not to this one, whom it knows and calls active. It counts when every
 * source that gives the app was read to the end since the account was first seen.
 */
export const presentNotAssigned: Kind = {
  kind: 'present_not_assigned',
  choice: 'deactivate_account',
  question: () => ({
    subject: sql`o.id`,
    account: sql`o.id`,
    connection: sql`o.connection_id`,
    person: sql`o.person_id`,
    since: sql`o.first_seen_at`,
    sure: sql`o.sure`,
    absences: sql`o.reads`,
    facts: sql`jsonb_build_object('source', o.names)`,
    from: sql`(
      select a.id, a.connection_id, a.first_seen_at, l.person_id, g.names, g.reads, g.sure and g.started_at > a.first_seen_at as sure
      from (
        select c.app_connection_id, array_agg(distinct s.connection_id) as givers, array_agg(distinct s.read_id) as reads,
          string_agg(distinct s.name, ' and ') as names, bool_and(s.sure) as sure, min(s.started_at) as started_at
        from identity_app_connections c join sources s on s.connection_id = c.connection_id and s.resource = 'assignments' group by c.app_connection_id
      ) g
      join accounts a on a.connection_id = g.app_connection_id join account_links l on l.account_id = a.id and l.rooted
      left join assigned x on x.person_id = l.person_id and x.connection_id = a.connection_id
      where ${ordinary} and x.person_id is null and exists (
        select from identity_links il join identities i on i.id = il.identity_id
        where il.person_id = l.person_id and il.connection_id = any(g.givers) and i.status in ('active', 'locked'))
    ) o`,
  }),
  sentence: ({ personName, connectionName, login, grounds: { facts } }) =>
    `${personName} has the account ${login} in ${connectionName}, but ${facts.source} does not give them the app; it should be assigned there, or the account closed.`,
  absence: ({ personName, connectionName }) => `It does not give ${connectionName} to ${personName}.`,
}
