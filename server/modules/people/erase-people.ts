import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { type Erasable, erasableRows, type Subject } from '../../erasable.ts'

const logins = ({ loginIds }: Subject) => sql`${[...loginIds]}::uuid[]`
const emails = (subject: Subject) => sql`${[...subject.emails]}::text[]`

/** Decisions and persons first, while their logins still say which they are. */
export const erasablePeople: readonly Erasable[] = [
  erasableRows({
    table: 'match_decisions',
    what: 'Decisions about whose login is whose',
    matches: subject => sql`login_id = any(${logins(subject)})
      or id in (select decision_id from match_moves where login_id = any(${logins(subject)}))
      or id in (select decision_id from logins_apart where login_id = any(${logins(subject)}))
      or array[person_id, other_person_id] && array(select person_id from login_links where login_id = any(${logins(subject)}))`,
    change: 'delete',
  }),
  erasableRows({
    table: 'persons',
    what: 'Persons on the roll',
    matches: subject => sql`lower(email) = any(${emails(subject)}) or id in (
      select person_id from identity_links where identity_id = any(${logins(subject)}) union select person_id from account_links where account_id = any(${logins(subject)}))`,
    change: 'delete',
  }),
  erasableRows({
    table: 'app_assignments',
    what: 'Assignments of apps',
    matches: subject => sql`(connection_id, identity_external_id) in (select connection_id, external_id from identities where id = any(${logins(subject)}))`,
    change: 'delete',
  }),
  ...(['identity', 'account'] as const).map(kind =>
    erasableRows({
      table: `${kind}_links`,
      what: 'Links to a person',
      matches: subject => sql`${sql.ref(`${kind}_id`)} = any(${logins(subject)})`,
      change: 'delete',
    }),
  ),
  erasableRows({
    table: 'identities',
    what: 'Entries read of identity providers',
    matches: subject => sql`id = any(${logins(subject)})`,
    change: 'delete',
    elsewhere: 'Entry of an identity provider',
  }),
  erasableRows({
    table: 'accounts',
    what: 'Accounts read of apps',
    matches: subject => sql`id = any(${logins(subject)})`,
    change: 'delete',
    elsewhere: 'Account in an app',
  }),
]

/** Logins with any of the addresses, with what they are called and every address they have. */
export const findLoginsOfAddresses = async (db: Db, addresses: readonly string[]): Promise<{ id: string; name: string; emails: string[] }[]> =>
  (
    await sql<{ id: string; name: string; emails: string[] }>`
      select id, display_name as name, emails from identities where emails && ${[...addresses]}::text[] or lower(email) = any(${[...addresses]}::text[])
      union all select id, display_name, emails from accounts where emails && ${[...addresses]}::text[] or lower(email) = any(${[...addresses]}::text[])`.execute(
      db,
    )
  ).rows
