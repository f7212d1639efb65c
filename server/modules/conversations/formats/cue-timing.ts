// [hours:]minutes:seconds[.milliseconds]; SRT writes a comma. WebVTT (W3C) 4.3 asks for three digits of milliseconds, real files forget some.
const stamp = /^(-?)(?:(\d{1,6}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3})\d*)?$/
const startOnly = /^\s*-?\d{1,6}(?::\d{0,3}){0,2}(?:[.,]\d{0,3})?\s*(?:-{1,2})?\s*$/
const leftSide = /^[\s\d:.,-]*$|NaN|Infinity/

export type Timing = { start: number; end: number }

/** The times of a cue's timing line in seconds, NaN where unreadable; null when the line is no timing line. Settings after the times are ignored. */
export const readTiming = (line: string): Timing | null => {
  const arrow = line.indexOf('-->')
  if (arrow < 0 || arrow > 60) return null
  const left = line.slice(0, arrow)
  if (!leftSide.test(left)) return null
  const [right = ''] = line
    .slice(arrow + 3)
    .trimStart()
    .split(/\s/, 1)
  return { start: seconds(left.trim()), end: seconds(right) }
}

/** Does the line look like a timing line that was cut off? `00:01:0`, `00:01:02.000 --`. */
export const isCutTiming = (line: string): boolean => (line.includes(':') || line.includes('--')) && startOnly.test(line)

const seconds = (text: string): number => {
  const match = stamp.exec(text)
  if (!match) return Number.NaN
  const [, sign, hours = '0', minutes = '0', secs = '0', fraction = '0'] = match
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(secs) + Number(fraction.padEnd(3, '0')) / 1000
  return sign === '-' ? -total : total
}
