import { sql } from 'kysely'
import { pairOf, type Kind } from './kind.ts'

const things = (n: string | number | null | undefined, one: string, many: string) => (Number(n) === 0 ? [] : [`${n} ${Number(n) === 1 ? one : many}`])

/** Open opportunities, and accounts, of a CRM that belong to somebody who left. Owners are known by their account there, or by e-mail. */
export const ownershipLeft: Kind = {
  kind: 'ownership_left',
  question: () => ({
    subject: pairOf(sql`o.connection_id`, sql`o.external_id`),
    account: sql`o.account_id`,
    connection: sql`o.connection_id`,
    person: sql`o.person_id`,
    since: sql`o.since`,
    facts: sql`jsonb_build_object('opportunities', o.opportunities, 'accounts', o.accounts)`,
    from: sql`(
      select distinct on (p.connection_id, p.external_id) p.*, w.opportunities, w.accounts
      from (
        select connection_id, owner_external_id as external_id, count(*) filter (where opportunity) as opportunities, count(*) filter (where not opportunity) as accounts
        from (
          select connection_id, owner_external_id, true as opportunity from crm_opportunities where open and gone_at is null and owner_external_id is not null
          union all
          select connection_id, owner_external_id, false from crm_accounts where gone_at is null and owner_external_id is not null
        ) owned group by connection_id, owner_external_id
      ) w
      join (
        select a.connection_id, a.external_id, a.person_id, a.account_id, a.since from departed_accounts a
        union all
        select u.connection_id, u.external_id, g.person_id, null, g.since
        from (select person_id, since, unnest(emails) as email from departed) g join crm_users u on lower(u.email) = g.email where u.gone_at is null
      ) p using (connection_id, external_id)
      order by p.connection_id, p.external_id, p.account_id nulls last, p.person_id
    ) o`,
  }),
  sentence: ({ personName, connectionName, grounds: { facts } }) =>
    `${personName} left and still owns ${[...things(facts.opportunities, 'open opportunity', 'open opportunities'), ...things(facts.accounts, 'account', 'accounts')].join(' and ')} in ${connectionName}; somebody who is there should own them.`,
}
