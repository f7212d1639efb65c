import { sql } from 'kysely'
import type { Kind } from './kind.ts'
import { noEarlierRule, ruledAccounts, ruledQuestion, ruleWords } from './ruled.ts'

/** An account whose licence is not the one that the rules give, in an app that tells licences. */
export const licenceDrift: Kind = {
  kind: 'licence_drift',
  ruled: true,
  repair: 'change_account',
  question: () => ({
    ...ruledQuestion,
    facts: sql`jsonb_build_object('rule', e.rule, 'is', a.licence, 'should', e.licence)`,
    from: sql`${ruledAccounts} where e.licence is not null and lower(a.licence) is distinct from lower(e.licence)
      and a.connection_id in (select connection_id from accounts where licence is not null)`,
  }),
  sentence: ({ personName, connectionName, login, grounds: { facts } }) =>
    `${login} of ${personName} in ${connectionName} has ${facts.is == null ? 'no licence' : `the licence ${facts.is}`}; by ${ruleWords(facts.rule)} it should be ${facts.should}.`,
  absence: noEarlierRule,
}
