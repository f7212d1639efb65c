import { sql } from 'kysely'
import type { Kind } from './kind.ts'
import { noEarlierRule, ruledAccounts, ruledQuestion, ruleWords } from './ruled.ts'

/** An account whose role is not the one that the rules give, in an app that tells roles. */
export const roleDrift: Kind = {
  kind: 'role_drift',
  ruled: true,
  repair: 'change_account',
  question: () => ({
    ...ruledQuestion,
    facts: sql`jsonb_build_object('rule', e.rule, 'is', a.role, 'should', e.role)`,
    from: sql`${ruledAccounts} where e.role is not null and s.tells_roles and lower(a.role) is distinct from lower(e.role)`,
  }),
  sentence: ({ personName, connectionName, login, grounds: { facts } }) =>
    `${login} of ${personName} in ${connectionName} has ${facts.is == null ? 'no role' : `the role ${facts.is}`}; by ${ruleWords(facts.rule)} it should be ${facts.should}.`,
  absence: noEarlierRule,
}
