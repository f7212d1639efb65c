import type { AppMode, FindingKind, Mode } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { refuseWhoLeft } from '../../directory/index.ts'
import { findAppWays } from '../app-ways.ts'
import { automaticIn, mayBeAutomatic } from './automatic.ts'
import { findModes, type ModeRow, upsertMode } from './mode.queries.ts'
import { findActiveUsers } from './rules.queries.ts'
import { signedIn } from './signed-in.ts'

export async function listModes(ctx: Context): Promise<{ items: AppMode[] }> {
  const waysOf = await findAppWays(ctx)
  const items: AppMode[] = []
  for (const row of await findModes(ctx.db)) {
    const ways = await waysOf(row.connectionId)
    if (ways !== null) items.push(toApi(row, automaticIn(ways)))
  }
  return { items }
}

const toApi = ({ connectionId, connectionName, mode, kinds, ownerId, ownerName, setByName, setAt }: ModeRow, automatic: AppMode['automatic']): AppMode => ({
  connectionId,
  connectionName,
  mode,
  kinds,
  automatic,
  owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? '' },
  setBy: setByName,
  setAt: setAt?.toISOString() ?? null,
})

/** The automatic mode stands for an approval, so that only a signed-in person who may approve sets it. */
export async function saveMode(
  ctx: Context,
  connectionId: string,
  { mode, kinds, ownerId }: { mode: Mode; kinds: readonly FindingKind[]; ownerId: string | null },
): Promise<{ items: AppMode[] }> {
  const actor = signedIn(ctx, 'says how far Rollcall goes in an app')
  if (mode === 'automatic') {
    if (!actor.permissions.includes('plans:approve'))
      throw new Refused('not_allowed', 'The automatic mode approves plans in your name, and you may not approve plans. Ask somebody who may.')
    if (kinds.length === 0) throw new Refused('bad_request', 'Choose of which findings plans are made automatically.', { at: 'kinds' })
    const other = kinds.find(kind => !mayBeAutomatic(kind))
    if (other !== undefined)
      throw new Refused('bad_request', `What repairs ${other.replaceAll('_', ' ')} is not only switching accounts off and on, so that people decide on it.`, {
        at: 'kinds',
      })
  }
  await ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    const before = (await findModes(ctx.db)).find(row => row.connectionId === connectionId)
    if (before === undefined) throw new Refused('not_found', 'There is no connection with this id.')
    if (ownerId !== null && !(await findActiveUsers(ctx.db, [ownerId])).has(ownerId))
      throw new Refused('not_found', 'The owner of an app is somebody who is active here.', { at: 'ownerId' })
    const chosen = mode === 'automatic' ? [...new Set(kinds)] : []
    await upsertMode(ctx.db, { connection_id: connectionId, mode, kinds: chosen, owner_id: ownerId, set_by: actor.id, set_at: ctx.clock.now() })
    if (mode === 'automatic') await ctx.enqueue('act-automatically', {})
    await ctx.publish({ topic: 'connections', id: connectionId })
    await record(ctx, 'approvals.mode_changed', connectionId, { app: before.connectionName, from: before.mode, to: mode, kinds: chosen, owner: ownerId })
  })
  return listModes(ctx)
}
