import type { When } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { dayAfter, instantIn } from '../../zone.ts'
import { readSettings, refuseZone } from './settings.ts'

/** The instant, or null for at once. The end of a day is the beginning of the next, whatever summer time makes of its hours. */
export async function instantOf(ctx: Context, when: When): Promise<Date | null> {
  if (when.at === 'now') return null
  if (when.at === 'instant') return new Date(when.instant)
  const zone = when.timeZone ?? (await readSettings(ctx)).timeZone
  refuseZone(zone, 'when.timeZone')
  return instantIn(zone, when.at === 'start_of_day' ? when.day : dayAfter(when.day), '00:00:00')
}
