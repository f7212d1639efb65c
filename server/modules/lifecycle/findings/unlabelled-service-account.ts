import { sql } from 'kysely'
import { ordinary, type Kind } from './kind.ts'

/** A login with the name of a machine or a shared mailbox, of which nobody has said what it is. */
export const unlabelledServiceAccount: Kind = {
  kind: 'unlabelled_service_account',
  question: () => ({
    subject: sql`a.id`,
    account: sql`a.id`,
    connection: sql`a.connection_id`,
    since: sql`a.first_seen_at`,
    from: sql`accounts a where a.looks_shared and not a.labelled and ${ordinary}`,
  }),
  sentence: ({ connectionName, login }) =>
    `${login} in ${connectionName} looks like a shared or service login, and nobody has said what it is; it should be labelled, so that plans leave it out.`,
}
