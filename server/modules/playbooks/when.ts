import type { Person, When } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { dayAfter, instantIn } from '../../zone.ts'
import { readSettings, refuseZone } from './settings.ts'

/** When a plan begins, null for at once, and in which zone its days are meant. */
export interface Begin {
  readonly startsAt: Date | null
  readonly timeZone: string
}

/** Days are meant in the zone that is asked for, else where the person works, else where the company does. */
export async function beginOf(ctx: Context, when: When, person: Pick<Person, 'timeZone'> | null): Promise<Begin> {
  const chosen = 'timeZone' in when ? when.timeZone : undefined
  if (chosen !== undefined) refuseZone(chosen, 'when.timeZone')
  const timeZone = chosen ?? person?.timeZone ?? (await readSettings(ctx)).timeZone
  return { startsAt: instantOf(when, timeZone), timeZone }
}

function instantOf(when: When, zone: string): Date | null {
  switch (when.at) {
    case 'now':
      return null
    case 'instant':
      return new Date(when.instant)
    case 'start_of_day':
      return startOf(when.day, zone)
    case 'end_of_day':
      return endOf(when.day, zone)
  }
}

export const startOf = (day: string, zone: string): Date => instantIn(zone, day, '00:00:00')

/** The end of a day is the beginning of the next, whatever summer time makes of its hours. */
export const endOf = (day: string, zone: string): Date => startOf(dayAfter(day), zone)
