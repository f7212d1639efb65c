import { TaskDefaults } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { findConnections } from '../connections/index.ts'
import { findUser } from '../directory/index.ts'
import { readSetting, type Setting, writeSetting } from '../settings/index.ts'
import { findDefaults, replaceDefaults } from './tasks.queries.ts'

/** How many days a person has, where an app has no number of its own. */
export const dueDays: Setting<number> = { name: 'tasks.due_days', shape: TaskDefaults.shape.dueDays, initial: 3 }

export const readTaskDefaults = async (ctx: Context): Promise<TaskDefaults> => ({
  dueDays: await readSetting(ctx, dueDays),
  apps: (await findDefaults(ctx.db)).map(row => ({
    connectionId: row.connection_id,
    connectionName: row.connection_name,
    owner: row.owner_id === null || row.owner_name === null ? null : { id: row.owner_id, name: row.owner_name },
    dueDays: row.due_days,
  })),
})

export interface NewDefaults {
  readonly dueDays: number
  readonly apps: readonly { readonly connectionId: string; readonly ownerId: string | null; readonly dueDays: number | null }[]
}

/** Counts for tasks that are opened from now on; those that are open keep their owner and due date. */
export async function saveTaskDefaults(ctx: Context, { dueDays: days, apps }: NewDefaults): Promise<TaskDefaults> {
  await ctx.transaction(async () => {
    const known = new Set((await findConnections(ctx.db)).map(({ id }) => id))
    if (apps.some(({ connectionId }) => !known.has(connectionId)))
      throw new Refused('not_found', 'One of these apps is not connected any more. Load the page again.')
    if (new Set(apps.map(({ connectionId }) => connectionId)).size < apps.length) throw new Refused('conflict', 'An app is named twice. Name each once.')
    for (const { ownerId } of apps) if (ownerId !== null) await refuseInactive(ctx, ownerId)
    await writeSetting(ctx, dueDays, days)
    await replaceDefaults(
      ctx.db,
      apps.map(({ connectionId, ownerId, dueDays: own }) => ({ connection_id: connectionId, owner_id: ownerId, due_days: own })),
    )
    await record(ctx, 'task.defaults_changed', null, { dueDays: days, apps: apps.length })
  })
  return readTaskDefaults(ctx)
}

/** Refuses to give a task to somebody who cannot sign in. */
export async function refuseInactive(ctx: Context, userId: string): Promise<void> {
  const user = await findUser(ctx.db, userId)
  if (user === undefined || user.deleted_at !== null) throw new Refused('not_found', 'There is no user with this id. Choose somebody from the list.')
  if (!user.active) throw new Refused('conflict', `${user.name} is deactivated and could not see the task. Choose somebody else.`)
}
