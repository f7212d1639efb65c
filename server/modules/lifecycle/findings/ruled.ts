import { sql } from 'kysely'
import { type Found, ordinary } from './kind.ts'

/**
 * `k`: whether everything that the rules look at was read to the end. What a rule gives rests on the rules before it not matching, and so on
 * every identity source.
 */
export const identitySources = sql.raw(`(select bool_and(sure) as sure, array_agg(read_id) as reads from sources where resource = 'identities') k`)

/** Accounts `a` of those who should have one, beside what they should have, `e`, and how their app was read, `s`. */
export const ruledAccounts = sql`expected e join account_links l on l.person_id = e.person_id and l.connection_id = e.connection_id
  join accounts a on a.id = l.account_id and ${ordinary} join sources s on s.connection_id = e.connection_id and s.resource = 'accounts' cross join ${identitySources}`

/** One question of the accounts that rules speak of: is this as the rule says? */
export const ruledQuestion = {
  subject: sql`a.id`,
  account: sql`a.id`,
  connection: sql`a.connection_id`,
  person: sql`e.person_id`,
  sure: sql`s.sure and k.sure`,
  absences: sql`k.reads`,
} as const

/** How a rule, or an exception, is named in a sentence. */
export const ruleWords = (rule: string | number | null | undefined): string =>
  String(rule).startsWith('the exception for ') ? String(rule) : `the rule "${rule}"`

export const noEarlierRule = ({ personName }: Found): string => `Nothing it says of ${personName} makes another rule come first.`
