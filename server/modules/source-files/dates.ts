import { DateFormat } from '@rollcall/contract'

/** A day as a file writes it, with the time of day and the distance from UTC where it writes them. */
export interface WrittenDate {
  /** `2026-11-25` */
  readonly day: string
  /** `17:30:00`, or null. */
  readonly time: string | null
  /** `Z` or `+01:00`, or null. */
  readonly zone: string | null
}

const clock = String.raw`(?:(?:T|,? +)(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?(?: ?(?<half>[ap])\.?m\.?)?(?: ?(?<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?`
const written = (date: string) => new RegExp(`^${date}${clock}$`, 'i')

const shapes: Partial<Record<DateFormat, readonly RegExp[]>> = {
  iso: [written(String.raw`(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<date>\d{1,2})`)],
  day_first: [written(String.raw`(?<date>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>\d{4}|\d{2})`)],
  month_first: [written(String.raw`(?<month>\d{1,2})[-/.](?<date>\d{1,2})[-/.](?<year>\d{4}|\d{2})`)],
  named_month: [
    written(String.raw`(?<date>\d{1,2})[ .-]+(?<name>[a-z]{3,9})[ ,.-]+(?<year>\d{4}|\d{2})`),
    written(String.raw`(?<name>[a-z]{3,9})[ .-]+(?<date>\d{1,2})[ ,.-]+(?<year>\d{4})`),
  ],
}

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const monthNamed = (name: string): number => months.findIndex(month => name.length >= 3 && month.startsWith(name.toLowerCase())) + 1
const two = (part: number | string): string => String(part).padStart(2, '0')

/** Null when the cell is no date of this format, the 31st of February included. */
export function readDate(format: DateFormat, cell: string): WrittenDate | null {
  if (format === 'spreadsheet') return /^\d{5}(\.\d+)?$/.test(cell) ? ofInstant(Date.UTC(1899, 11, 30) + Math.round(Number(cell) * 86_400) * 1000, null) : null
  if (format === 'unix') return /^(\d{10}|\d{13})$/.test(cell) ? ofInstant(Number(cell) * (cell.length === 10 ? 1000 : 1), 'Z') : null
  for (const shape of shapes[format] ?? []) {
    const parts = shape.exec(cell)?.groups
    if (parts !== undefined) return ofParts(parts)
  }
  return null
}

const ofInstant = (milliseconds: number, zone: string | null): WrittenDate => {
  const [day = '', time = ''] = new Date(milliseconds).toISOString().split('T')
  return { day, time: time.slice(0, 8), zone }
}

function ofParts({ year = '', month, name, date = '', hour, minute = '', second = '00', half, zone }: Record<string, string | undefined>): WrittenDate | null {
  const day = `${year.length === 2 ? `20${year}` : year}-${two(name === undefined ? (month ?? '') : monthNamed(name))}-${two(date)}`
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return null
  if (hour === undefined) return { day, time: null, zone: null }
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return null
  return { day, time: `${two(hours)}:${minute}:${second}`, zone: zone === undefined ? null : offsetOf(zone) }
}

const offsetOf = (zone: string): string => (/^[a-z]/i.test(zone) ? 'Z' : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2'))

/** What apps write where there is no date. */
export const isNoDate = (cell: string): boolean => /^(|never|none|na|null)$/i.test(cell)

/** The one format in which all of the cells can be read; null when none fits, or when it could be either the day or the month that comes first. */
export function guessFormat(cells: readonly string[]): DateFormat | null {
  if (cells.length === 0) return null
  const fitting = DateFormat.options.filter(format => cells.every(cell => readDate(format, cell) !== null))
  // With points a day comes first wherever such dates are written.
  if (fitting.includes('day_first') && cells.every(cell => /^\d{1,2}\.\d{1,2}\./.test(cell))) return 'day_first'
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}
