import { describe, expect, it } from 'vitest'
import { clock, countOf, lapse, percent, span, stretch } from './numbers.ts'

describe('numbers in words', () => {
  it('count with their noun', () => {
    expect([countOf(1, 'finding'), countOf(0, 'finding'), countOf(1204, 'person', 'people')]).toEqual(['1 finding', '0 findings', '1,204 people'])
  })

  it('are shares with a digit only where it says something', () => {
    expect([percent(0.384), percent(0.031), percent(1)]).toEqual(['38 %', '3.1 %', '100 %'])
  })

  it('are places on a recording', () => {
    expect([clock(0), clock(249.9), clock(3849)]).toEqual(['0:00', '4:09', '1:04:09'])
  })

  it('are lengths of time', () => {
    expect([span(0.84), span(48), span(2520), span(3900)]).toEqual(['0.8 s', '48 s', '42 min', '1 h 05 min'])
    expect([lapse(20), lapse(1440), lapse(18720), lapse(777_600)]).toEqual(['at once', '24 min', '5 h', '9 days'])
    expect([stretch(0.84), stretch(48.4), stretch(94)]).toEqual(['0.8 s', '48 s', '1 min 34 s'])
  })
})
