import { describe, expect, it } from 'vitest'
import { relative } from './time.tsx'

const now = new Date(2026, 10, 22, 18, 40)
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()

describe('an instant, as seen from now', () => {
  it.each([
    [0, 'just now'],
    [12, '12 min ago'],
    [-3, 'in 3 min'],
    [9 * 60, 'today 09:40'],
    [24 * 60, 'yesterday 18:40'],
    [-24 * 60, 'tomorrow 18:40'],
    [19 * 24 * 60, '3 Nov'],
    [400 * 24 * 60, '18 Oct 2025'],
  ])('%i minutes ago is %s', (minutes, words) => {
    expect(relative(before(minutes), now.getTime())).toBe(words)
  })
})
