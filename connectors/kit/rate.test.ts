import { describe, expect, it } from 'vitest'
import { backoff, rateHeaders, retryAfter } from './rate.ts'

const now = new Date('2026-11-22T12:00:00Z')
const names = { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset' }

describe('what a reply says of its limit', () => {
  it('is null when it says nothing', () => {
    expect(rateHeaders({ ...names, resetIs: 'epoch_seconds' })({ 'x-limit': '' }, now)).toBeNull()
  })

  it('goes by the clock of the vendor, not by ours', () => {
    const headers = {
      'x-limit': '600',
      'x-remaining': '0',
      'x-reset': String(Date.parse('2026-11-22T13:00:30Z') / 1000),
      date: 'Sun, 22 Nov 2026 13:00:00 GMT',
    }
    expect(rateHeaders({ ...names, resetIs: 'epoch_seconds' })(headers, now)).toEqual({ limit: 600, remaining: 0, resetAt: new Date('2026-11-22T12:00:30Z') })
  })

  it('can be told in seconds from now', () => {
    expect(rateHeaders({ ...names, resetIs: 'seconds_from_now' })({ 'x-reset': '5' }, now)?.resetAt).toEqual(new Date('2026-11-22T12:00:05Z'))
  })
})

describe('Retry-After', () => {
  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 12:00:09 GMT' }, 9000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 12:00:09 GMT', date: 'Sun, 22 Nov 2026 12:00:05 GMT' }, 4000],
    [{ 'retry-after': 'Sun, 22 Nov 2020 12:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('%o asks for %s ms', (headers, wait) => {
    expect(retryAfter(headers, now)).toBe(wait)
  })
})

describe('backing off', () => {
  it('waits longer each time, with jitter, and never endlessly', () => {
    const waits = Array.from({ length: 20 }, (_, attempt) => backoff(attempt))
    for (const [attempt, wait] of waits.entries()) {
      const ceiling = Math.min(20_000, 500 * 2 ** attempt)
      expect(wait).toBeGreaterThanOrEqual(ceiling / 2)
      expect(wait).toBeLessThanOrEqual(ceiling)
    }
  })
})
