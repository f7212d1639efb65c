import type { AccessCondition } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { compileRules, isEmpty } from './compiled-rules.ts'
import { type Expected, findExpected } from './expected.queries.ts'
import { readRulesInForce } from './rules-in-force.ts'

const soonWorking: AccessCondition = { kind: 'status', values: ['active', 'locked', 'staged'] }

/** What the access rules give somebody on a day, as if who is to begin were there already: each app with the first rule that gives it. */
export async function findRuledAccess({ db }: Context, personId: string, on: Date): Promise<Expected[]> {
  const { document } = await readRulesInForce(db, on)
  return isEmpty(document) ? [] : findExpected(db, compileRules(document, on, soonWorking), [personId])
}
