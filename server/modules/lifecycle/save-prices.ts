import type { LicencePrice } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { findConnections } from '../connections/index.ts'
import { findLicences, findPrices, replacePrices } from './price.queries.ts'

export async function listPrices(ctx: Context): Promise<{ items: LicencePrice[]; licences: Awaited<ReturnType<typeof findLicences>> }> {
  const items = (await findPrices(ctx.db)).map(({ connection_id, licence, amount, currency }) => ({
    connectionId: connection_id,
    licence: licence === '' ? null : licence,
    amount: Number(amount),
    currency,
  }))
  return { items, licences: await findLicences(ctx.db) }
}

/** Sets all prices at once. Refuses a connection that is not there, and two prices for one licence. */
export const savePrices = (ctx: Context, prices: readonly LicencePrice[]): Promise<LicencePrice[]> =>
  ctx.transaction(async () => {
    const connections = new Set((await findConnections(ctx.db)).map(({ id }) => id))
    const stray = prices.findIndex(({ connectionId }) => !connections.has(connectionId))
    if (stray !== -1)
      throw new Refused('not_found', 'There is no connection with this id; it may have been removed. Leave its price out.', {
        at: `items.${stray}.connectionId`,
      })
    const key = ({ connectionId, licence }: LicencePrice) => `${connectionId} ${licence ?? ''}`
    const twice = prices.findIndex((price, index) => prices.findIndex(other => key(other) === key(price)) < index)
    if (twice !== -1) throw new Refused('bad_request', 'This licence has two prices. Keep one of them.', { at: `items.${twice}.licence` })
    const before = await listPrices(ctx)
    await replacePrices(ctx.db, prices)
    await ctx.publish({ topic: 'findings', id: null })
    await record(ctx, 'findings.prices_changed', null, { before: before.items.length, after: prices.length })
    return (await listPrices(ctx)).items
  })
