const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** `1,204`. */
export const count = (value: number): string => whole.format(value)

/** `1 finding`, `3 findings`, `2 people`. */
export const countOf = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`

/** A share of 1 as `38 %`, with a digit where it would say nothing without. */
export const percent = (share: number): string => `${(share * 100 < 10 ? oneDigit : whole).format(share * 100)} %`

/** Place on a recording: `4:09`, `1:04:09`. */
export const clock = (seconds: number): string => {
  const total = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60]
  const tail = `${String(minutes).padStart(hours ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`
  return hours ? `${hours}:${tail}` : tail
}

/** How long: `48 s`, `42 min`, `1 h 05 min`. */
export const span = (seconds: number): string => {
  if (seconds < 60) return `${oneDigit.format(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** How long something took that takes hours or weeks: `12 min`, `36 h`, `4.5 days`. */
export const lapse = (seconds: number): string => {
  if (seconds < 60) return 'at once'
  if (seconds < 3600) return `${whole.format(seconds / 60)} min`
  return seconds < 48 * 3600 ? `${whole.format(seconds / 3600)} h` : `${oneDigit.format(seconds / 86_400)} days`
}

/** How long to the second, where a call is measured: `0.8 s`, `48 s`, `1 min 34 s`. */
export const stretch = (seconds: number): string => {
  if (seconds < 60) return `${(seconds < 10 ? oneDigit : whole).format(seconds)} s`
  const total = Math.round(seconds)
  return `${Math.floor(total / 60)} min ${total % 60} s`
}
