import type { When } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { dayAfter, instantIn, isZone } from '../../zone.ts'
import { readSetting, type Setting } from '../settings/index.ts'

/** Where the company works, for days of people whose own zone nobody tells. */
export const companyZone: Setting<string> = { name: 'playbooks.time_zone', shape: z.string().refine(isZone), initial: 'UTC' }

/** The instant, or null for at once. The end of a day is the beginning of the next, whatever summer time makes of its hours. */
export async function instantOf(ctx: Context, when: When): Promise<Date | null> {
  if (when.at === 'now') return null
  if (when.at === 'instant') return new Date(when.instant)
  const zone = when.timeZone ?? (await readSetting(ctx, companyZone))
  if (!isZone(zone)) throw new Refused('bad_request', `There is no time zone ${zone}. Write it like Europe/Berlin.`, { at: 'when.timeZone' })
  return instantIn(zone, when.at === 'start_of_day' ? when.day : dayAfter(when.day), '00:00:00')
}
