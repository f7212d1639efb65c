import { sql } from 'kysely'
import type { Kind } from './kind.ts'
import { noEarlierRule, ruledAccounts, ruledQuestion, ruleWords } from './ruled.ts'

/** An account that is not in every group that the rules give, in an app that tells groups. Groups that no rule speaks of are left alone. */
export const groupDrift: Kind = {
  kind: 'group_drift',
  ruled: true,
  repair: 'change_account',
  question: () => ({
    ...ruledQuestion,
    facts: sql`jsonb_build_object('rule', e.rule, 'missing', m.names)`,
    from: sql`${ruledAccounts} cross join lateral (
        select string_agg(g, ' and ' order by g) as names from unnest(e.groups) g where lower(g) <> all(array(select lower(h) from unnest(a.groups) h))
      ) m where e.groups <> '{}' and m.names is not null and a.connection_id in (select connection_id from accounts where groups <> '{}')`,
  }),
  sentence: ({ personName, connectionName, login, grounds: { facts } }) =>
    `${login} of ${personName} in ${connectionName} is not in ${facts.missing}; by ${ruleWords(facts.rule)} it should be.`,
  absence: noEarlierRule,
}
