import { expect, it } from 'vitest'
import { turnsOf } from './turns.ts'

it('merges what one speaker says until another speaks', () => {
  const said = [
    { speaker: 0, start: 0, end: 2 },
    { speaker: 0, start: 2, end: 4 },
    { speaker: 1, start: 3, end: 3.5 },
    { speaker: 0, start: 5, end: 9 },
    { speaker: 0, start: 6, end: 7 },
  ]
  expect(turnsOf(said)).toEqual([
    { speaker: 0, start: 0, end: 4, from: 0, to: 1 },
    { speaker: 1, start: 3, end: 3.5, from: 2, to: 2 },
    { speaker: 0, start: 5, end: 9, from: 3, to: 4 },
  ])
  expect(turnsOf([])).toEqual([])
})
