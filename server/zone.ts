const formatters = new Map<string, Intl.DateTimeFormat>()

/** Throws a RangeError for a zone that nobody knows. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formatters.set(zone, made)
  return made
}

/** Whether the IANA database has the zone: `Europe/Berlin`. */
export function isZone(zone: string): boolean {
  try {
    return formatterOf(zone) !== undefined
  } catch {
    return false
  }
}

/** What calendar and clock of a zone show at an instant, as if they were UTC's. */
const wallOf = (zone: string, at: number): number => {
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return Date.parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}Z`)
}

/** Which day it is in a zone. */
export const dayIn = (zone: string, at: Date): string => new Date(wallOf(zone, Math.floor(at.getTime() / 1000) * 1000)).toISOString().slice(0, 10)

/** The instant at which calendar and clock of a zone show this; a time that summer time leaves out is the one an hour later. */
export function instantIn(zone: string, day: string, time: string): Date {
  const wall = Date.parse(`${day}T${time}Z`)
  const first = wall - (wallOf(zone, wall) - wall)
  return new Date(wall - (wallOf(zone, first) - first))
}

/** So many calendar days later, when the clock of the zone shows the same again. */
export function daysLater(zone: string, at: Date, days: number): Date {
  const wall = new Date(wallOf(zone, Math.floor(at.getTime() / 1000) * 1000) + days * 86_400_000).toISOString()
  return instantIn(zone, wall.slice(0, 10), wall.slice(11, 19))
}

export const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
