import type { CrmAccountRow } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { readResource, withConnection } from '../connections/index.ts'
import { domainOf, homeOf, isFreeMail, unsettleMatches } from '../conversations/index.ts'
import { findKnown } from './crm.queries.ts'
import type { CrmTables } from './crm.tables.ts'
import { domainsAbove, hostOf } from './domains.ts'
import { findUnmatchedAddresses, type ImportedRow, markGone, renameInEngagements, upsertRecords } from './import.queries.ts'

/**
 * Reads accounts, contacts, opportunities and users of a CRM; does nothing for other vendors. Calls that belong to no account yet are
 * matched again when one that fits has come.
 */
export async function importRecords(ctx: Context, connectionId: string): Promise<void> {
  await withConnection(ctx, connectionId, async ({ api, connector }) => {
    const { crm } = connector.reads
    if (crm === undefined) return
    const importAll = <Table extends keyof CrmTables, Row extends { externalId: string }>(
      table: Table,
      read: (client: typeof api) => Parameters<typeof readResource<Row>>[3],
      toRow: (row: Row) => ImportedRow<Table>,
    ) => importTable(ctx, connectionId, table, read(api), toRow)
    await importAll('crm_contacts', crm.contacts, row => ({
      external_id: row.externalId,
      name: row.name,
      email: row.email,
      title: row.title,
      account_external_id: row.accountExternalId,
    }))
    await importAll('crm_opportunities', crm.opportunities, row => ({
      external_id: row.externalId,
      name: row.name,
      account_external_id: row.accountExternalId,
      owner_external_id: row.ownerExternalId,
      open: row.open,
      stage: row.stage,
      close_date: row.closeDate,
      amount: row.amount,
    }))
    await importAll('crm_users', crm.users, row => ({
      external_id: row.externalId,
      name: row.name,
      user_name: row.userName,
      email: row.email,
      active: row.active,
    }))
    // Accounts come last: calls are matched as soon as they are known, by what is known of them.
    await importAll('crm_accounts', crm.accounts, row => ({
      external_id: row.externalId,
      name: row.name,
      domains: domainsOf(row),
      owner_external_id: row.ownerExternalId,
    }))
    await renameInEngagements(ctx.db, connectionId)
    await matchAgain(ctx)
  })
}

async function importTable<Table extends keyof CrmTables, Row extends { externalId: string }>(
  ctx: Context,
  connectionId: string,
  table: Table,
  pages: Parameters<typeof readResource<Row>>[3],
  toRow: (row: Row) => ImportedRow<Table>,
): Promise<void> {
  const read = await readResource(ctx, connectionId, table, pages, (rows, readId) => upsertRecords(ctx.db, table, rows.map(toRow), { connectionId, readId }))
  if (read.complete === true) await markGone(ctx.db, table, { connectionId, readId: read.id }, ctx.clock.now())
}

const domainsOf = ({ domains, website }: CrmAccountRow): string[] => [
  ...new Set([...domains, hostOf(website)].filter(domain => domain !== null).map(domain => domain.toLowerCase())),
]

/** Sends calls without an account back to matching when an address on them is now known to a CRM. */
async function matchAgain(ctx: Context): Promise<void> {
  const { internalDomains } = await homeOf(ctx, null)
  const addresses = (await findUnmatchedAddresses(ctx.db)).filter(({ email }) => !internalDomains.includes(domainOf(email)))
  const namesOf = (email: string) => [email, ...(isFreeMail(domainOf(email)) ? [] : domainsAbove(domainOf(email)))]
  const names = [...new Set(addresses.flatMap(({ email }) => namesOf(email)))]
  const known = await findKnown(
    ctx.db,
    names.filter(name => !name.includes('@')),
    names.filter(name => name.includes('@')),
  )
  const engagements = addresses.filter(({ email }) => namesOf(email).some(name => known.has(name))).flatMap(address => address.engagements)
  await ctx.transaction(async () => {
    for (const engagementId of await unsettleMatches(ctx.db, [...new Set(engagements)])) await ctx.enqueue('match-engagement', { engagementId })
  })
}
