import type { LicencePrice } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { kinds } from './findings/kinds.ts'

/** Kinds whose findings waste a licence. */
export const wasteful = sql`${kinds.filter(each => each.wasteful === true).map(({ kind }) => kind)}::text[]`

/** What the licence of the account `a` costs: its own price, else the one for any licence of its connection. An account without a licence has only that. */
export const priceOf = sql`
  select amount, currency from licence_prices where connection_id = a.connection_id and licence in ('', a.licence) order by licence desc limit 1`

export const findPrices = (db: Db) => db.selectFrom('licence_prices').selectAll().orderBy('connection_id').orderBy('licence').execute()

/** All of them at once. */
export async function replacePrices(db: Db, prices: readonly LicencePrice[]): Promise<void> {
  await db.deleteFrom('licence_prices').execute()
  const rows = prices.map(({ connectionId, licence, amount, currency }) => ({ connection_id: connectionId, licence: licence ?? '', amount, currency }))
  if (rows.length > 0) await db.insertInto('licence_prices').values(rows).execute()
}

/** The licences that accounts hold which let people in. */
export const findLicences = async (db: Db): Promise<{ connectionId: string; licence: string | null; accounts: number }[]> =>
  (
    await sql<{ connectionId: string; licence: string | null; accounts: number }>`
      select connection_id as "connectionId", licence, count(*)::int as accounts from accounts where status in ('active', 'locked', 'staged')
      group by connection_id, licence order by connection_id, licence nulls first`.execute(db)
  ).rows
