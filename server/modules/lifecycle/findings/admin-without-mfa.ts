import { sql } from 'kysely'
import { adminRole } from '../standing.queries.ts'
import type { Kind } from './kind.ts'

/** Whoever administers an app or an identity source without a second factor, where the vendor says so. */
export const adminWithoutMfa: Kind = {
  kind: 'admin_without_mfa',
  question: () => ({
    subject: sql`o.id`,
    account: sql`o.account_id`,
    connection: sql`o.connection_id`,
    person: sql`o.person_id`,
    facts: sql`jsonb_build_object('login', o.user_name)`,
    from: sql`(
      select a.id, a.id as account_id, a.connection_id, (select person_id from account_links where account_id = a.id) as person_id, a.user_name
      from accounts a where not a.mfa and a.role ~* ${adminRole} and a.status in ('active', 'locked') and a.protection in ('none', 'break_glass')
      union all
      select i.id, null::uuid, i.connection_id, (select person_id from identity_links where identity_id = i.id), i.user_name
      from identities i where not i.mfa and i.admin and i.status in ('active', 'locked')
    ) o`,
  }),
  sentence: ({ connectionName, grounds: { facts } }) => `${facts.login} administers ${connectionName} without a second factor; it should have one.`,
}
