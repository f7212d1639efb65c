import { describe, expect, it } from 'vitest'
import { holdAgainst, initialGuards } from './guards.ts'

const exceeded = (changes: number, population: number) => holdAgainst(initialGuards, [{ name: 'Relay', changes, population }])[0]?.exceeded

describe('the guards', () => {
  it.each([
    [10, 1000, false],
    [11, 1000, true],
    [10, 49, false],
    [10, 50, false],
    [11, 50, true],
    [4, 7, true],
    [3, 3, false],
    [1, 1, false],
  ])('%i changes of %i accounts: exceeded is %s', (changes, population, verdict) => expect(exceeded(changes, population)).toBe(verdict))

  it('counts the share also where the number is small', () => {
    const [app] = holdAgainst({ ...initialGuards, app: { changes: 100, share: 0.2 } }, [{ name: 'Relay', changes: 21, population: 100 }])
    expect(app).toMatchObject({ exceeded: true, limitShare: 0.2 })
  })

  it('holds the whole run against limits of its own', () => {
    const apps = ['A', 'B', 'C'].map(name => ({ name, changes: 9, population: 1000 }))
    expect(holdAgainst(initialGuards, apps).map(({ scope, exceeded: over }) => [scope, over])).toEqual([
      ['A', false],
      ['B', false],
      ['C', false],
      ['the whole plan', true],
    ])
  })
})
