import { sql } from 'kysely'
import { ordinary, type Kind } from './kind.ts'

/** An account with a password of the app's own, in an app to which an identity source signs people in: a way past single sign-on. */
export const localPassword: Kind = {
  kind: 'local_password',
  question: () => ({
    subject: sql`a.id`,
    account: sql`a.id`,
    connection: sql`a.connection_id`,
    facts: sql`jsonb_build_object('source', g.names)`,
    from: sql`accounts a join (
      select c.app_connection_id, string_agg(distinct s.name, ' and ') as names from identity_app_connections c join connections s on s.id = c.connection_id group by 1
    ) g on g.app_connection_id = a.connection_id where a.password_sign_in and ${ordinary}`,
  }),
  sentence: ({ connectionName, login, grounds: { facts } }) =>
    `${login} can sign in to ${connectionName} with a password of its own, past ${facts.source}; single sign-on should be the only way.`,
}
