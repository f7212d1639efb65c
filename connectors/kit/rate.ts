import type { RateSeen } from './ports.ts'

const number = (text: string | undefined): number | null => (text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text))

/** The vendor's clock, by which its reset is told; ours may differ. */
const vendorClock = (headers: Record<string, string>, now: Date): number => {
  const told = Date.parse(headers.date ?? '')
  return Number.isNaN(told) ? now.getTime() : told
}

/** Reads a limit from three headers. `resetIs` says what the reset header counts. */
export const rateHeaders =
  (names: { limit: string; remaining: string; reset: string; resetIs: 'epoch_seconds' | 'seconds_from_now' }) =>
  (headers: Record<string, string>, now: Date): RateSeen | null => {
    const [limit, remaining, reset] = [names.limit, names.remaining, names.reset].map(name => number(headers[name])) as [
      number | null,
      number | null,
      number | null,
    ]
    if (limit === null && remaining === null && reset === null) return null
    if (reset === null) return { limit, remaining, resetAt: null }
    const delay = names.resetIs === 'epoch_seconds' ? reset * 1000 - vendorClock(headers, now) : reset * 1000
    return { limit, remaining, resetAt: new Date(now.getTime() + Math.max(0, delay)) }
  }

/** Milliseconds that `Retry-After` asks to wait: seconds or an HTTP date (RFC 9110 section 10.2.3). */
export const retryAfter = (headers: Record<string, string>, now: Date): number | null => {
  const told = headers['retry-after']
  if (told === undefined) return null
  const seconds = number(told)
  if (seconds !== null) return Math.max(0, seconds * 1000)
  const date = Date.parse(told)
  return Number.isNaN(date) ? null : Math.max(0, date - vendorClock(headers, now))
}

const firstWait = 500
const longestWait = 20_000

/** Doubling waits with full jitter, so that many workers do not come back at once. */
export const backoff = (attempt: number): number => {
  const ceiling = Math.min(longestWait, firstWait * 2 ** attempt)
  return ceiling / 2 + (Math.random() * ceiling) / 2
}
