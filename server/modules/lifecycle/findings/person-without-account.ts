import { sql } from 'kysely'
import { pairOf, type Kind } from './kind.ts'
import { identitySources, ruleWords } from './ruled.ts'

/**
 * Somebody to whom an access rule gives an app in which no account lets them in, or waits for them. An account of theirs that is closed is
 * named. It counts when the app and every identity source were read to the end.
 */
export const personWithoutAccount: Kind = {
  kind: 'person_without_account',
  ruled: true,
  repair: 'create_account',
  repairOfAccount: 'reactivate_account',
  question: () => ({
    subject: pairOf(sql`e.person_id`, sql`e.connection_id`),
    connection: sql`e.connection_id`,
    account: sql`h.closed`,
    person: sql`e.person_id`,
    sure: sql`s.sure and k.sure`,
    absences: sql`array[s.read_id]`,
    facts: sql`jsonb_build_object('rule', e.rule)`,
    from: sql`expected e join sources s on s.connection_id = e.connection_id and s.resource = 'accounts' cross join ${identitySources}
      left join (
        select l.person_id, l.connection_id, bool_or(a.status not in ('inactive', 'deleted')) as there,
          (array_agg(a.id order by a.last_seen_at desc, a.id) filter (where a.status = 'inactive'))[1] as closed
        from account_links l join accounts a on a.id = l.account_id where l.connection_id = any(array(select connection_id from expected))
        group by l.person_id, l.connection_id
      ) h on h.person_id = e.person_id and h.connection_id = e.connection_id
      where h.there is not true and not exists (
        select from disputes d left join accounts a on a.id = d.account_id where d.person_id = e.person_id and (a.id is null or a.connection_id = e.connection_id))`,
  }),
  sentence: ({ personName, connectionName, grounds: { accounts, facts } }) =>
    `${personName} should have ${connectionName} by ${ruleWords(facts.rule)}, but ${
      accounts[0] === undefined
        ? 'there is no account of theirs in it; they should be given one.'
        : `their account ${accounts[0].userName} in it is closed; they should get it back.`
    }`,
  absence: ({ personName }) => `It lists no account of ${personName} that lets them in.`,
}
