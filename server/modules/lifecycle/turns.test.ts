import { describe, expect, it } from 'vitest'
import { type Waiting, whoseTurn } from './turns.ts'

const off = (subject: string, more: Partial<Waiting> = {}): Waiting => ({ subject, action: 'deactivate_account', route: 'scim', ...more })
const subjects = (steps: readonly Waiting[], failures = 0) => whoseTurn(steps, failures).map(({ subject }) => subject)
const five = ['a', 'b', 'c', 'd', 'e'].map(subject => off(subject))

describe('whose turn it is', () => {
  it('as many at once as may still fail in a row, and one to begin with after a person tries again', () => {
    expect([0, 1, 2, 3].map(failures => subjects(five, failures))).toEqual([['a', 'b', 'c'], ['a', 'b'], ['a'], ['a']])
    expect(subjects([])).toEqual([])
  })

  it.each([
    ['about the same login', [off('a'), off('a'), off('b')]],
    ['worked in a browser', [off('a', { route: 'browser' }), off('b', { route: 'browser' })]],
    ['after one that goes alone', [off('a', { action: 'join_group' }), off('b')]],
    ['that goes alone', [off('a'), off('b', { action: 'hand_over' }), off('c')]],
  ])('nothing beside a step %s', (_name, steps) => {
    expect(subjects(steps)).toEqual(['a'])
  })
})
