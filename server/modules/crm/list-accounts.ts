import type { CrmAccount } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { searchAccounts } from './crm.queries.ts'

export async function listAccounts(ctx: Context, { q, limit }: { q: string; limit: number }): Promise<CrmAccount[]> {
  const rows = await searchAccounts(ctx.db, q.replaceAll('\0', '').trim(), limit)
  return rows.map(row => ({
    id: row.id,
    connectionId: row.connection_id,
    externalId: row.external_id,
    name: row.name,
    domains: row.domains,
    openOpportunities: row.open_opportunities,
  }))
}
