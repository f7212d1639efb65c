import type { MappingRule } from '@rollcall/contract'
import type { Db } from '../../../db/database.ts'
import { compileRules, type RuleSet } from './rule.ts'
import { findInForce } from './rule-sets.queries.ts'

export interface RulesInForce {
  readonly revision: number
  readonly version: number
  readonly documents: readonly MappingRule[]
  readonly set: RuleSet
}

const known = new WeakMap<Db, Promise<RulesInForce>>()

/** The rules as this process last read them. Whoever writes by them has the database check the revision, and asks `rulesAnew` when it moved on. */
export function rulesInForce(db: Db): Promise<RulesInForce> {
  const found = known.get(db)
  if (found !== undefined) return found
  const reading = readRules(db)
  known.set(db, reading)
  reading.catch(() => known.delete(db))
  return reading
}

export function rulesAnew(db: Db): Promise<RulesInForce> {
  known.delete(db)
  return rulesInForce(db)
}

/** As the database has them now, in the transaction that asks. */
export async function readRules(db: Db): Promise<RulesInForce> {
  const { revision, version, rules, roles } = await findInForce(db)
  return { revision, version, documents: rules, set: compileRules(rules, new Map(roles.map(role => [role.id, role.name]))) }
}
