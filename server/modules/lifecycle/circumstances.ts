import type { Context } from '../../context.ts'
import { connectorOf, findConnections, findDisprovedFacts } from '../connections/index.ts'
import { readSetting } from '../settings/index.ts'
import { gatherAssigned, gatherDeparted, gatherDepartedAccounts, gatherSources, type Source } from './circumstances.queries.ts'
import type { Circumstances } from './findings/kind.ts'
import { thresholds } from './thresholds.ts'

/** Everything that the kinds of findings ask of: settings, and temporary tables until the transaction ends. */
export async function gatherCircumstances(ctx: Context, now: Date): Promise<Circumstances> {
  const { db } = ctx
  const sources = (await findConnections(db)).flatMap(({ id, connector }): Source[] => {
    const { reads, file } = connectorOf(connector)
    const { identities, accounts, assignments, crm } = reads
    return [
      ...(file === undefined ? [] : [{ connectionId: id, resource: file.resource }]),
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
  return { now, thresholds: await readSetting(ctx, thresholds), disproved: await findDisprovedFacts(ctx) }
}
