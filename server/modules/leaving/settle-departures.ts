import type { Context } from '../../context.ts'
import { countOwnedCalls } from '../conversations/index.ts'
import { findDeparture, findOwnAddresses, findUnsettled, findUser, keepSettled, lockDeparture, tellAudit } from '../directory/index.ts'
import { readSetting } from '../settings/index.ts'
import { handOverTo, whyNotOwner } from './hand-over.ts'
import { handOverRule } from './settings.ts'

const atOnce = 50

/** Applies the rule of the workspace to everybody who left since, one transaction each; what was done is not done again. */
export async function settleDepartures(ctx: Context): Promise<void> {
  for (;;) {
    const ids = await findUnsettled(ctx.db, atOnce)
    for (const id of ids) await ctx.transaction(() => settle(ctx, id))
    if (ids.length < atOnce) break
  }
  await tellAudit(ctx)
}

async function settle(ctx: Context, id: string): Promise<void> {
  const departure = await lockDeparture(ctx.db, id)
  if (departure === undefined || departure.settled_at !== null || departure.returned_at !== null) return
  await keepSettled(ctx.db, id, ctx.clock.now(), await applyRule(ctx, departure))
  await ctx.publish({ topic: 'departures', id: departure.user_id })
}

/** What came of it, in a sentence. */
async function applyRule(ctx: Context, departure: { id: string; user_id: string }): Promise<string> {
  const rule = await readSetting(ctx, handOverRule)
  if ((await countOwnedCalls(ctx.db, await findOwnAddresses(ctx.db, departure.user_id))) === 0) return 'Owned no calls.'
  if (rule.to === 'nobody') return 'The calls stay under their name, where the team sees them, until somebody hands them over.'
  const id = rule.to === 'person' ? rule.userId : (await findDeparture(ctx.db, departure.id))?.manager_id
  if (id == null) return 'No manager is known, so the calls stay under their name until somebody hands them over.'
  const target = await findUser(ctx.db, id)
  const reason = target === undefined ? 'Whom the rule names is no user any more.' : whyNotOwner(target)
  if (target === undefined || reason !== null) return `${reason ?? ''} The calls stay under their name until somebody hands them over.`
  await handOverTo(ctx, departure, target, 'rule')
  return 'The calls were handed over by the rule.'
}
