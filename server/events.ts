import { ChangeEvent } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Database } from './db/database.ts'

export interface Events {
  /** Through NOTIFY: in a transaction it is sent at the commit, and every process of the workspace hears it. */
  publish(event: ChangeEvent): Promise<void>
  subscribe(listener: (event: ChangeEvent) => void): () => void
  close(): Promise<void>
}

const channel = 'rollcall_events'

export async function openEvents(database: Database): Promise<Events> {
  const listeners = new Set<(event: ChangeEvent) => void>()
  const close = await database.engine.listen(channel, payload => {
    const event = ChangeEvent.safeParse(JSON.parse(payload))
    if (event.success) for (const listener of listeners) listener(event.data)
  })
  return {
    publish: async event => {
      await sql`select pg_notify(${channel}, ${JSON.stringify(event)})`.execute(database.db)
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close,
  }
}
