import { expect, it } from 'vitest'
import { paceOf } from './pace.ts'

it.each([
  { window: 60_000, limits: { perMinute: 300 } },
  { window: 60_000, limits: { perMinute: 60 } },
  { window: 60_000, limits: { perMinute: 3 } },
  { window: 1_000, limits: { perMinute: 3000, perSecond: 50 } },
])('sends no more in any window than $limits, and at least nine tenths of it', ({ window, limits }) => {
  const { everyMilliseconds, burst } = paceOf(limits)
  const most = limits.perSecond ?? limits.perMinute
  expect(burst + Math.floor(window / everyMilliseconds)).toBeLessThanOrEqual(most)
  expect(window / everyMilliseconds).toBeGreaterThanOrEqual(Math.min(0.9 * most, most - 1))
})
