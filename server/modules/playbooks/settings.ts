import { PlaybookSettings } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { isZone } from '../../zone.ts'
import { record } from '../audit/index.ts'
import { readSetting, type Setting, writeSetting } from '../settings/index.ts'

const settings: Setting<PlaybookSettings> = { name: 'playbooks', shape: PlaybookSettings, initial: { timeZone: 'UTC', daysAhead: 7 } }

export const readSettings = (ctx: Context): Promise<PlaybookSettings> => readSetting(ctx, settings)

export async function saveSettings(ctx: Context, chosen: PlaybookSettings): Promise<PlaybookSettings> {
  refuseZone(chosen.timeZone, 'timeZone')
  return ctx.transaction(async () => {
    const before = await readSettings(ctx)
    await writeSetting(ctx, settings, chosen)
    await record(ctx, 'playbooks.settings_changed', null, { before: { ...before }, after: { ...chosen } })
    return chosen
  })
}

export function refuseZone(zone: string, at: string): void {
  if (!isZone(zone)) throw new Refused('bad_request', `There is no time zone ${zone}. Write it like Europe/Berlin.`, { at })
}
