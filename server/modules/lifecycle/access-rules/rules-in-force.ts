import type { AccessRules } from '@rollcall/contract'
import type { Db } from '../../../db/database.ts'
import { compileRules, type CompiledRules, isEmpty } from './compiled-rules.ts'
import { findInForce, markCompared } from './rule-sets.queries.ts'

export const noRules: AccessRules = { rules: [], closed: [], exceptions: [] }

/** The rules in force, or null while there are none. Version 0 is what nobody saved. */
export interface RulesInForce {
  readonly version: number
  readonly document: AccessRules
  readonly compiled: CompiledRules | null
}

export async function readRulesInForce(db: Db, now: Date): Promise<RulesInForce> {
  const row = await findInForce(db)
  const document = row?.document ?? noRules
  return { version: row?.version ?? 0, document, compiled: compileOrNull(document, now) }
}

/** Rules that say nothing cost nothing. */
export const compileOrNull = (document: AccessRules, now: Date): CompiledRules | null => (isEmpty(document) ? null : compileRules(document, now))

/** Everybody was held against the rules in force. */
export const keepCompared = async (db: Db, { version }: RulesInForce, now: Date): Promise<void> =>
  void (version === 0 ? null : await markCompared(db, version, now))
