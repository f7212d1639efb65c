import type { Context } from '../../context.ts'
import { findConnections, findDisprovedFacts } from '../connections/index.ts'
import { readSetting } from '../settings/index.ts'
import type { CompiledRules } from './access-rules/compiled-rules.ts'
import { gatherExpected } from './access-rules/expected.queries.ts'
import { gatherAssigned, gatherDeparted, gatherDepartedAccounts, gatherSources } from './circumstances.queries.ts'
import type { Circumstances } from './findings/kind.ts'
import { resourcesOf } from './resources.ts'
import { thresholds } from './thresholds.ts'

/** Everything that the kinds of findings ask of: settings, and temporary tables until the transaction ends. */
export async function gatherCircumstances(ctx: Context, now: Date, rules: CompiledRules | null): Promise<Circumstances> {
  const { db } = ctx
  const sources = (await findConnections(db)).flatMap(({ id, connector }) => resourcesOf(connector).map(resource => ({ connectionId: id, resource })))
  await gatherSources(db, sources)
  await gatherDeparted(db)
  await gatherDepartedAccounts(db)
  await gatherAssigned(db)
  if (rules !== null) await gatherExpected(db, rules)
  return { now, rules, thresholds: await readSetting(ctx, thresholds), disproved: await findDisprovedFacts(ctx) }
}
