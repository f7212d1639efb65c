import { sql } from 'kysely'
import { pairOf, type Kind } from './kind.ts'

/** An identity source gives somebody an app in which there is no account of theirs. It counts when the app was read to the end since. */
export const assignedNotPresent: Kind = {
  kind: 'assigned_not_present',
  question: () => ({
    subject: pairOf(sql`s.person_id`, sql`s.connection_id`),
    connection: sql`s.connection_id`,
    person: sql`s.person_id`,
    sure: sql`r.sure and r.started_at > s.read_at`,
    absences: sql`array[r.read_id]`,
    facts: sql`jsonb_build_object('source', s.names)`,
    from: sql`assigned s join sources r on r.connection_id = s.connection_id and r.resource = 'accounts'
      left join (select distinct l.person_id, l.connection_id from account_links l join accounts a on a.id = l.account_id where a.status <> 'deleted') h
        on h.person_id = s.person_id and h.connection_id = s.connection_id
      where s.live and h.person_id is null and not exists (
        select from disputes d join accounts a on a.id = d.account_id where d.person_id = s.person_id and a.connection_id = s.connection_id)`,
  }),
  sentence: ({ personName, connectionName, grounds: { facts } }) =>
    `${facts.source} gives ${personName} the app ${connectionName}, but there is no account of theirs in it; it should be there, or the assignment should go.`,
  absence: ({ personName }) => `It lists no account of ${personName}.`,
}
