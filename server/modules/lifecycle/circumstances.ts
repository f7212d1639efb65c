import type { Context } from '../../context.ts'
import { connectorOf, findConnections, findDisprovedFacts } from '../connections/index.ts'
import { readSetting } from '../settings/index.ts'
import type { CompiledRules } from './access-rules/compiled-rules.ts'
import { gatherExpected } from './access-rules/expected.queries.ts'
import { gatherAssigned, gatherDeparted, gatherDepartedAccounts, gatherSources, type Source } from './circumstances.queries.ts'
import type { Circumstances } from './findings/kind.ts'
import { thresholds } from './thresholds.ts'

/** Everything that the kinds of findings ask of: settings, and temporary tables until the transaction ends. */
export async function gatherCircumstances(ctx: Context, now: Date, rules: CompiledRules | null): Promise<Circumstances> {
  const { db } = ctx
  const sources = (await findConnections(db)).flatMap(({ id, connector }): Source[] => {
    const { identities, accounts, assignments, crm } = connectorOf(connector).reads
    return [
      ...(identities === undefined ? [] : [{ connectionId: id, resource: 'identities' as const }]),
      ...(accounts === undefined ? [] : [{ connectionId: id, resource: 'accounts' as const }]),
      ...(assignments === undefined ? [] : [{ connectionId: id, resource: 'assignments' as const }]),
      ...(crm === undefined ? [] : (['crm_accounts', 'crm_opportunities'] as const).map(resource => ({ connectionId: id, resource }))),
    ]
  })
  await gatherSources(db, sources)
  await gatherDeparted(db)
  await gatherDepartedAccounts(db)
  await gatherAssigned(db)
  if (rules !== null) await gatherExpected(db, rules)
  return { now, rules, thresholds: await readSetting(ctx, thresholds), disproved: await findDisprovedFacts(ctx) }
}
