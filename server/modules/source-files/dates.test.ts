import { describe, expect, it } from 'vitest'
import { guessFormat, readDate } from './dates.ts'
import { dayIn, instantIn, isZone } from '../../zone.ts'

describe('a date in a file', () => {
  it.each([
    ['iso', '2026-11-25', '2026-11-25', null, null],
    ['iso', '2026-11-25T17:30:09.123Z', '2026-11-25', '17:30:09', 'Z'],
    ['iso', '2026-11-25 17:30 +0100', '2026-11-25', '17:30:00', '+01:00'],
    ['day_first', '5.3.26', '2026-03-05', null, null],
    ['day_first', '25/11/2026 07:05', '2026-11-25', '07:05:00', null],
    ['month_first', '11/25/2026, 12:05 AM', '2026-11-25', '00:05:00', null],
    ['month_first', '11/25/2026 3:45 pm', '2026-11-25', '15:45:00', null],
    ['named_month', '25-Nov-2026', '2026-11-25', null, null],
    ['named_month', 'November 25, 2026', '2026-11-25', null, null],
    ['spreadsheet', '46351', '2026-11-25', '00:00:00', null],
    ['unix', '1795563000', '2026-11-24', '23:30:00', 'Z'],
  ] as const)('%s: %s', (format, cell, day, time, zone) => {
    expect(readDate(format, cell)).toEqual({ day, time, zone })
  })

  it.each([
    ['iso', '2026-02-31'],
    ['iso', '25.11.2026'],
    ['day_first', '11/25/2026'],
    ['month_first', '25/11/2026'],
    ['iso', '2026-11-25 25:00'],
    ['named_month', '25 Foo 2026'],
    ['unix', '12'],
  ] as const)('is not taken for one: %s %s', (format, cell) => {
    expect(readDate(format, cell)).toBeNull()
  })

  it('is guessed only where it cannot be read in two ways', () => {
    expect(guessFormat(['2026-01-02', '2026-12-31'])).toBe('iso')
    expect(guessFormat(['03/04/2026', '25/04/2026'])).toBe('day_first')
    expect(guessFormat(['03/04/2026', '04/25/2026'])).toBe('month_first')
    expect(guessFormat(['03.04.2026'])).toBe('day_first')
    expect(guessFormat(['03/04/2026'])).toBeNull()
    expect(guessFormat(['03/04/2026', 'soon'])).toBeNull()
    expect(guessFormat([])).toBeNull()
  })

  it('begins and ends where the person is', () => {
    const at = new Date('2026-11-25T23:30:00Z')
    expect([dayIn('UTC', at), dayIn('Europe/Berlin', at), dayIn('America/Los_Angeles', at)]).toEqual(['2026-11-25', '2026-11-26', '2026-11-25'])
    expect(instantIn('America/New_York', '2026-11-26', '00:00:00').toISOString()).toBe('2026-11-26T05:00:00.000Z')
    expect(instantIn('Europe/Berlin', '2026-03-29', '12:00:00').toISOString()).toBe('2026-03-29T10:00:00.000Z')
    expect([isZone('Europe/Berlin'), isZone('Mars/Olympus')]).toEqual([true, false])
  })
})
