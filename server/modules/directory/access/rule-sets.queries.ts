import type { MappingRule } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'

/** Goes up whenever rules, or the roles they speak of, change. */
export const revisionInForce = sql`coalesce((select revision from rules_in_force), 0)`

/**
 * For the statement that writes a user or a group: takes the revision for share, so that no rules are saved before it commits, and answers the
 * newest even where it had to wait. To be compared with the revision that the write was computed with.
 */
export const revisionHeld = sql`coalesce((select revision from rules_in_force for share), 0)`

/** The same as a condition. */
export const rulesAreAt = (revision: number) => sql`${revision} = (select ${revisionHeld})`

export interface InForce {
  readonly revision: number
  readonly version: number
  readonly rules: MappingRule[]
  readonly roles: { id: string; name: string }[]
}

export const findInForce = async (db: Db): Promise<InForce> => {
  const { rows } = await sql<InForce>`select ${revisionInForce} as revision, coalesce(max(version), 0) as version,
      coalesce((select rules from rule_sets order by version desc limit 1), '[]') as rules,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name)) from roles), '[]') as roles
    from rule_sets`.execute(db)
  const [found] = rows
  if (found === undefined) throw new Error('an aggregate answers one row')
  return found
}

/** Makes everybody who writes users, groups or rules wait until the transaction ends. */
export async function lockRules(db: Db): Promise<void> {
  await sql`insert into rules_in_force default values on conflict do nothing`.execute(db)
  await sql`select revision from rules_in_force for update`.execute(db)
}

/** Holds the rules as a write does, for those who take further locks afterwards: always in this order. */
export const holdRules = (db: Db) => sql`select ${revisionHeld}`.execute(db)

export async function insertRuleSet(
  db: Db,
  row: { version: number; rules: readonly MappingRule[]; savedAt: Date; savedBy: string; restores: number | null; changed: number },
): Promise<void> {
  await sql`insert into rule_sets (version, rules, saved_at, saved_by, restores, changed)
    values (${row.version}, ${JSON.stringify(row.rules)}::jsonb, ${row.savedAt}, ${row.savedBy}, ${row.restores}, ${row.changed})`.execute(db)
  await sql`update rules_in_force set revision = revision + 1`.execute(db)
}

export interface RuleSetRow {
  readonly version: number
  readonly saved_at: Date
  readonly saved_by: string
  readonly restores: number | null
  readonly changed: number
}

export const findRuleSets = async (db: Db): Promise<(RuleSetRow & { count: number })[]> =>
  (
    await sql<
      RuleSetRow & { count: number }
    >`select version, saved_at, saved_by, restores, changed, jsonb_array_length(rules) as count from rule_sets order by version desc limit 500`.execute(db)
  ).rows

export const findRuleSet = async (db: Db, version: number): Promise<(RuleSetRow & { rules: MappingRule[] }) | undefined> =>
  (
    await sql<
      RuleSetRow & { rules: MappingRule[] }
    >`select version, saved_at, saved_by, restores, changed, rules from rule_sets where version = ${version}`.execute(db)
  ).rows[0]
