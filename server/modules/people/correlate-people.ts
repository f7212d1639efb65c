import type { Context } from '../../context.ts'
import { planForManyRows } from '../../db/many-rows.ts'
import {
  clearChanged,
  deleteDisputes,
  deleteEmptyPersons,
  deleteLeftLinks,
  disputeDuplicates,
  findSourcesToLink,
  gatherLooseAccounts,
  gatherStatistics,
  hasPersons,
  linkAccounts,
  linkIdentities,
  lockCorrelation,
  makePersonsOfAccounts,
  makePersonsOfIdentities,
  refreshPersons,
  rootHeldAccounts,
} from './correlate.queries.ts'

/**
 * Puts persons together from identities and accounts. A link once drawn stays, whatever changes about its login; a name never draws
 * one. What a human decided outranks every rule. Safe to repeat; a handful of statements whatever the number of rows.
 */
export const correlate = (ctx: Context): Promise<void> =>
  ctx.transaction(async () => {
    const { db } = ctx
    const now = ctx.clock.now()
    await lockCorrelation(db)
    await planForManyRows(db)
    const { removed } = await deleteLeftLinks(db)
    await deleteDisputes(db)
    const sources = await findSourcesToLink(db)
    for (const source of sources) {
      if (await hasPersons(db)) await linkIdentities(db, source.id, now)
      await makePersonsOfIdentities(db, source, now)
    }
    await rootHeldAccounts(db)
    await disputeDuplicates(db)
    const loose = await gatherLooseAccounts(db)
    if (loose) {
      await linkAccounts(db, now)
      await makePersonsOfAccounts(db, now)
    }
    await refreshPersons(db, now)
    await clearChanged(db)
    if (removed || loose) await deleteEmptyPersons(db)
    if (sources.length > 0) await gatherStatistics(db)
    await ctx.publish({ topic: 'people', id: null })
  })
