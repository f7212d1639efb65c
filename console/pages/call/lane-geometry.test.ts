import type { Moment, Utterance } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import { lanePath, marksOf, placesOf, ticksOf } from './lane-geometry.ts'

const cue = (speaker: number, start: number, end: number): Utterance => ({ index: 0, speaker, start, end, text: '' })
const moment = (kind: Moment['kind'], at: number): Moment => ({
  kind,
  at,
  trackerId: null,
  name: '',
  phrase: null,
  utterance: 0,
  offset: 0,
  length: 0,
  speaker: 0,
  side: 'rep',
  sentence: '',
})

describe('a lane', () => {
  it('is one bar through breaths, and two over a silence', () => {
    const path = lanePath([cue(0, 0, 4), cue(0, 5, 8), cue(1, 8, 9), cue(0, 20, 22)], 0, 100)
    expect(path).toBe('M0.0 0h8.0v1H0.0zM20.0 0h2.0v1H20.0z')
  })

  it('shows even a single word of a long call', () => {
    expect(lanePath([cue(0, 100, 100.2)], 0, 3600)).toContain('h4.3')
  })

  it('leaves out marks of one kind that would cover each other, and no others', () => {
    const marks = marksOf([moment('question', 10), moment('question', 11), moment('pricing', 11), moment('question', 30)], 0, 1000)
    expect(marks.map(({ kind, at }) => [kind, at])).toEqual([
      ['question', 10],
      ['pricing', 11],
      ['question', 30],
    ])
  })

  it('sets marks of different kinds apart, but never far from their time', () => {
    const places = placesOf([moment('question', 500), moment('pricing', 500), moment('tracker', 500)], 1000)
    expect(places[1]).toBeGreaterThan(places[0] ?? 1)
    expect(Math.max(...places)).toBeLessThanOrEqual(0.512)
  })
})

describe('the axis', () => {
  it('has at most nine round times, for a minute as for three hours', () => {
    expect(ticksOf(3000)).toEqual([0, 600, 1200, 1800, 2400, 3000])
    for (const seconds of [45, 600, 4000, 11_000]) expect(ticksOf(seconds).length).toBeLessThanOrEqual(9)
  })
})
