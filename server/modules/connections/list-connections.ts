import { connectors } from '@rollcall/connectors'
import { cardOf } from '@rollcall/connectors/kit'
import type { Connection, ConnectorCard } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { noConnection, toApi } from './connection.ts'
import { findConnection, findConnections, findLatestReads } from './connection.queries.ts'

export const listConnectors = (): ConnectorCard[] => connectors.map(cardOf)

export async function listConnections(ctx: Context): Promise<Connection[]> {
  const rows = await findConnections(ctx.db)
  return Promise.all(rows.map(async row => toApi(row, await findLatestReads(ctx.db, row.id))))
}

export async function readConnection(ctx: Context, id: string): Promise<Connection> {
  const row = await findConnection(ctx.db, id)
  if (row === undefined) throw noConnection()
  return toApi(row, await findLatestReads(ctx.db, id))
}
