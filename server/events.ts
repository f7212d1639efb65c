import { ChangeEvent } from '@rollcall/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from './db/database.ts'

/** What a process hears: changes for consoles, and ids of sessions and tokens that are gone, which only this server is to know. */
const Heard = z.union([ChangeEvent, z.object({ topic: z.literal('access'), id: z.string() })])
export type Heard = z.infer<typeof Heard>

export interface Events {
  /** Through NOTIFY: in a transaction it is sent at the commit, and every process of the workspace hears it. */
  publish(event: ChangeEvent): Promise<void>
  subscribe(listener: (event: Heard) => void): () => void
  close(): Promise<void>
}

const channel = 'rollcall_events'

export async function openEvents(database: Database): Promise<Events> {
  const listeners = new Set<(event: Heard) => void>()
  const close = await database.engine.listen(channel, payload => {
    const event = Heard.safeParse(JSON.parse(payload))
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
