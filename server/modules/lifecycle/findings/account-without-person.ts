import { sql } from 'kysely'
import { ordinary, type Kind } from './kind.ts'

/**
 * An account that belongs to nobody whom an identity source knows. It counts when every one of them was read to the end since the account
 * was first seen: somebody new is often in the app first. One that looks shared is asked for its label instead.
 */
export const accountWithoutPerson: Kind = {
  kind: 'account_without_person',
  wasteful: true,
  choice: 'deactivate_account',
  question: () => ({
    subject: sql`a.id`,
    account: sql`a.id`,
    connection: sql`a.connection_id`,
    since: sql`a.first_seen_at`,
    sure: sql`s.sure and s.since > a.first_seen_at`,
    absences: sql`s.reads`,
    from: sql`account_links l join accounts a on a.id = l.account_id cross join (
      select array_agg(read_id) as reads, bool_and(sure) as sure, min(started_at) as since from sources where resource = 'identities' having count(*) > 0
    ) s where not l.rooted and ${ordinary} and not (a.looks_shared and not a.labelled)`,
  }),
  sentence: ({ connectionName, login }) =>
    `No identity source knows whose account ${login} in ${connectionName} is; it should belong to a person, be labelled as a service account, or be closed.`,
  absence: ({ login }) => `It knows nobody to whom ${login} belongs.`,
}
