import { sql } from 'kysely'
import type { Kind } from './kind.ts'

/**
 * An account that lets in somebody whom every identity source that knows them calls inactive or deleted. A disputed account counts when
 * one of its candidates has left; it has no person.
 */
export const activeAfterDeactivation: Kind = {
  kind: 'active_after_deactivation',
  unwanted: true,
  wasteful: true,
  repair: 'deactivate_account',
  question: () => ({
    subject: sql`o.account_id`,
    account: sql`o.account_id`,
    connection: sql`o.connection_id`,
    person: sql`o.person_id`,
    witness: sql`o.witness_id`,
    since: sql`o.since`,
    from: sql`(
      select account_id, connection_id, person_id, person_id as witness_id, since from departed_accounts where status in ('active', 'locked')
      union all
      (select distinct on (a.id) a.id, a.connection_id, null::uuid, d.person_id, g.since
      from disputes d join departed g on g.person_id = d.person_id join accounts a on a.id = d.account_id where a.status in ('active', 'locked')
      order by a.id, d.person_id)
    ) o`,
  }),
  sentence: ({ personName, connectionName, login, grounds }) =>
    `${personName} is ${grounds.identities.map(({ source, vendorStatus }) => `${vendorStatus} in ${source}`).join(' and ')}, but the account ${login} in ${connectionName} is ${grounds.accounts[0]?.status ?? 'active'}; it should be inactive.`,
}
