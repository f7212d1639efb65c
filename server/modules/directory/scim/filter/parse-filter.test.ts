import { describe, expect, it } from 'vitest'
import { ScimError } from '../scim-error.ts'
import type { Filter } from './filter.ts'
import { parseFilter, parsePatchPath } from './parse-filter.ts'

/** The same numbers at every run (a linear congruential generator, Numerical Recipes). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const written = (filter: Filter): string => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.filters.map(written).join(` ${filter.kind} `)})`
    case 'not':
      return `not (${written(filter.filter)})`
    case 'element':
      return `${filter.path}[${written(filter.filter)}]`
    case 'present':
      return `${filter.path} pr`
    case 'compare':
      return `${filter.path} ${filter.operator} ${JSON.stringify(filter.value)}`
  }
}

function endOf(parse: (text: string) => unknown, text: string): string {
  try {
    parse(text)
    return 'read'
  } catch (thrown) {
    return thrown instanceof ScimError ? 'refused' : String(thrown)
  }
}

describe('the filter grammar', () => {
  it('binds "and" closer than "or", and "not" to its parentheses', () => {
    expect(written(parseFilter('a eq 1 or b eq 2 and not (c pr)'))).toBe('(a eq 1 or (b eq 2 and not (c pr)))')
    expect(parseFilter('a.b EQ NULL')).toEqual({ kind: 'compare', path: 'a.b', operator: 'eq', value: null })
    expect(parseFilter('emails[type eq "work"].value sw "a"')).toEqual({
      kind: 'element',
      path: 'emails',
      filter: {
        kind: 'and',
        filters: [
          { kind: 'compare', path: 'type', operator: 'eq', value: 'work' },
          { kind: 'compare', path: 'value', operator: 'sw', value: 'a' },
        ],
      },
    })
    expect(parsePatchPath('members[value eq "2819"].display')).toMatchObject({ path: 'members', sub: 'display' })
  })

  it('reads every filter that it writes', () => {
    const next = numbersFrom(42)
    const pick = <T>(all: readonly T[]): T => all[next(all.length)] as T
    const make = (depth: number): Filter => {
      const kind = depth > 4 ? 'compare' : pick(['and', 'or', 'not', 'compare', 'present', 'element'] as const)
      if (kind === 'and' || kind === 'or') return { kind, filters: [make(depth + 1), make(depth + 1)] }
      if (kind === 'not') return { kind, filter: make(depth + 1) }
      if (kind === 'element') return { kind, path: 'emails', filter: { kind: 'present', path: 'value' } }
      if (kind === 'present') return { kind, path: 'urn:x:y:2.0:User:name.given' }
      return {
        kind,
        path: pick(['userName', 'name.familyName', '$ref']),
        operator: pick(['eq', 'co', 'ge'] as const),
        value: pick(['a"b\\c', 'and', '(', '', 7, true, null]),
      }
    }
    for (let round = 0; round < 2000; round++) {
      const text = written(make(0))
      expect(written(parseFilter(text))).toBe(text)
    }
  })

  it('ends every random text with a filter or a sentence', () => {
    const next = numbersFrom(7)
    const parts = [
      'userName',
      'eq',
      'and',
      'or',
      'not',
      'pr',
      '(',
      ')',
      '[',
      ']',
      '"',
      '"a"',
      '\\',
      '.value',
      ' ',
      'null',
      'true',
      '1',
      '__proto__',
      'é',
      '\u0000',
      '"\\u0000"',
      ':',
      '-',
    ]
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: next(12) }, () => parts[next(parts.length)]).join(next(2) === 0 ? ' ' : '')
      for (const parse of [parseFilter, parsePatchPath])
        expect({ text, end: endOf(parse, text) }).toEqual({ text, end: expect.stringMatching(/^(read|refused)$/) })
    }
  })
})
