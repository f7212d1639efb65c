import { sql } from 'kysely'
import { ordinary, type Kind } from './kind.ts'
import { identitySources } from './ruled.ts'

/**
 * An account of somebody to whom no rule gives the app, where the rules close the app, or an exception denies it to them. Who left is told
 * as such, and of somebody whose status is unknown nothing is said. It counts when every identity source was read to the end.
 */
export const accountWithoutRule: Kind = {
  kind: 'account_without_rule',
  ruled: true,
  unwanted: true,
  wasteful: true,
  repair: 'deactivate_account',
  question: ({ rules }) => ({
    subject: sql`o.account_id`,
    account: sql`o.account_id`,
    connection: sql`o.connection_id`,
    person: sql`o.person_id`,
    sure: sql`k.sure`,
    absences: sql`k.reads`,
    facts: sql`jsonb_build_object('denied', o.denied, 'ended', o.ended)`,
    from: sql`(
      select a.id as account_id, a.connection_id, l.person_id, x.denied, x.ended
      from accounts a join account_links l on l.account_id = a.id and l.rooted
      left join expected e on e.person_id = l.person_id and e.connection_id = a.connection_id
      left join (
        select person_id, connection_id, bool_or(effect = 'leave' and not ended) as left_alone, max(until) filter (where effect = 'deny' and not ended) as denied,
          max(until) filter (where ended and effect <> 'deny') as ended
        from excepted group by person_id, connection_id
      ) x on x.person_id = l.person_id and x.connection_id = a.connection_id
      where ${ordinary} and e.person_id is null and x.left_alone is not true and (x.denied is not null or a.connection_id = any(${rules?.closed ?? []}::uuid[]))
    ) o cross join ${identitySources}
    where not exists (select from departed g where g.person_id = o.person_id)
      and not exists (select from identity_links il join identities i on i.id = il.identity_id where il.person_id = o.person_id and i.status = 'unknown')`,
  }),
  sentence: ({ personName, connectionName, login, grounds: { facts } }) =>
    `${personName} has the account ${login} in ${connectionName}, ${
      facts.denied == null
        ? `which no rule gives them${facts.ended == null ? '' : ` since their exception ended on ${facts.ended}`}`
        : `which an exception denies them until ${facts.denied}`
    }; it should be closed, or a rule should give it.`,
  absence: ({ personName, connectionName }) => `Nothing it says of ${personName} makes a rule give them ${connectionName}.`,
}
