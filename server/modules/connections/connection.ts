import type { Connection, ReadVerdict } from '@rollcall/contract'
import { connectors } from '@rollcall/connectors'
import type { Connector } from '@rollcall/connectors/kit'
import { Refused } from '../../errors.ts'
import type { ConnectionRow, ReadRow } from './connection.queries.ts'

/** Throws `not_found` for a connector this build does not bring. */
export function connectorOf(id: string): Connector {
  const connector = connectors.find(each => each.id === id)
  if (connector === undefined) throw new Refused('not_found', `There is no connector named ${id}.`, { at: 'connector' })
  return connector
}

export const noConnection = () => new Refused('not_found', 'There is no connection with this id; someone may have removed it.')

export const verdictOf = (read: ReadRow): ReadVerdict => ({
  id: read.id,
  resource: read.resource,
  complete: read.complete === true,
  problems: read.problems,
  rows: read.rows,
  pages: read.pages,
  startedAt: read.started_at.toISOString(),
  endedAt: (read.ended_at ?? read.started_at).toISOString(),
})

export function toApi(row: ConnectionRow, reads: readonly ReadRow[]): Connection {
  const running = reads.find(read => read.ended_at === null)
  return {
    id: row.id,
    connector: row.connector,
    name: row.name,
    baseUrl: row.base_url,
    auth: row.auth,
    state: row.state,
    detail: row.detail,
    checkedAt: row.checked_at?.toISOString() ?? null,
    reading: running === undefined ? null : { resource: running.resource, rows: running.rows },
    lastReads: reads.filter(read => read.ended_at !== null).map(verdictOf),
    createdAt: row.created_at.toISOString(),
  }
}
