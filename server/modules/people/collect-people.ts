import type { AccountRow, AppAssignmentRow, IdentityRow, ReadPage } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { type ReadOptions, readResource, type ReadRow, withConnection } from '../connections/index.ts'
import { countVanished, deleteUnseenAssignments, type LoginTable, markAbsent, protectOwnAccounts, upsertAssignments, upsertLogins } from './collect.queries.ts'
import { accountColumns, identityColumns } from './login.ts'
import { doubtOf } from './vanished.ts'

/**
 * Reads every identity, account and app assignment that a connection offers, page by page. What a complete read no longer holds is
 * marked; after an incomplete one nothing is. Throws only what stops the reading from beginning.
 */
export const collect = (ctx: Context, connectionId: string): Promise<void> =>
  withConnection(ctx, connectionId, async ({ connector, api, ownLogins }) => {
    const { identities, accounts, assignments } = connector.reads
    if (identities !== undefined) await collectIdentities(ctx, connectionId, identities(api))
    if (accounts !== undefined) {
      await collectAccounts(ctx, connectionId, accounts(api))
      await protectOwnAccounts(ctx.db, connectionId, ownLogins)
    }
    if (assignments !== undefined) await collectAssignments(ctx, connectionId, assignments(api))
    await ctx.publish({ topic: 'people', id: null })
  })

type Pages<Row> = AsyncIterable<ReadPage<Row>>

/** What becomes of the people of an identity source, whoever brings the pages. */
export const collectIdentities = (ctx: Context, connectionId: string, pages: Pages<IdentityRow>, options: ReadOptions = {}): Promise<ReadRow> =>
  collectLogins(ctx, connectionId, 'identities', pages, identityColumns, options)

/** What becomes of the accounts of an app, whoever brings the pages. */
export const collectAccounts = (ctx: Context, connectionId: string, pages: Pages<AccountRow>, options: ReadOptions = {}): Promise<ReadRow> =>
  collectLogins(ctx, connectionId, 'accounts', pages, accountColumns, options)

async function collectLogins<Row extends IdentityRow | AccountRow>(
  ctx: Context,
  connectionId: string,
  table: LoginTable,
  pages: Pages<Row>,
  columnsOf: (row: Row) => object,
  options: ReadOptions,
): Promise<ReadRow> {
  const store = (rows: Row[], readId: string) => upsertLogins(ctx.db, table, rows.map(columnsOf), { connectionId, readId, at: ctx.clock.now() })
  const doubt = async (readId: string) => doubtOf(await countVanished(ctx.db, table, { connectionId, readId }))
  const read = await readResource(ctx, connectionId, table, pages, store, { doubt, ...options })
  if (read.complete === true) await missUnseen(ctx, connectionId, table, read.id)
  return read
}

/** Marks what a read that is believed did not bring. */
export const missUnseen = (ctx: Context, connectionId: string, table: LoginTable, readId: string): Promise<void> =>
  markAbsent(ctx.db, table, { connectionId, readId, at: ctx.clock.now() })

async function collectAssignments(ctx: Context, connectionId: string, pages: AsyncIterable<ReadPage<AppAssignmentRow>>): Promise<void> {
  const store = (rows: AppAssignmentRow[], readId: string) => upsertAssignments(ctx.db, rows, { connectionId, readId, at: ctx.clock.now() })
  const read = await readResource(ctx, connectionId, 'assignments', pages, store)
  if (read.complete === true) await deleteUnseenAssignments(ctx.db, connectionId, read.id)
}
