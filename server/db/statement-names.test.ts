import { describe, expect, it } from 'vitest'
import { statementNames } from './statement-names.ts'

describe('the names of prepared statements', () => {
  it('are given to what comes a third time, each to one text for good', () => {
    const nameOf = statementNames()
    expect([nameOf('select 1'), nameOf('select 1'), nameOf('select 1'), nameOf('select 1')]).toEqual([undefined, undefined, 'rollcall_0', 'rollcall_0'])
    for (let times = 0; times < 2; times++) expect(nameOf('select 2')).toBeUndefined()
    expect(nameOf('select 2')).toBe('rollcall_1')
    expect(nameOf('select 1')).toBe('rollcall_0')
  })

  it('are left to what comes again, however much is asked once', () => {
    const nameOf = statementNames()
    for (let n = 0; n < 5_000; n++) expect(nameOf(`select ${n}`)).toBeUndefined()
    for (let times = 0; times < 2; times++) nameOf('select late')
    expect(nameOf('select late')).toBe('rollcall_0')
  })

  it('are two hundred, and for no text of more than 10,000 characters', () => {
    const nameOf = statementNames()
    const asked = (text: string) => [nameOf(text), nameOf(text), nameOf(text)].at(-1)
    for (let n = 0; n < 200; n++) expect(asked(`select ${n}`)).toBe(`rollcall_${n}`)
    expect(asked('one too many')).toBeUndefined()
    expect([statementNames()].map(name => [name('x'.repeat(10_001)), name('x'.repeat(10_001)), name('x'.repeat(10_001))])).toEqual([
      [undefined, undefined, undefined],
    ])
    expect(nameOf('select 7')).toBe('rollcall_7')
  })
})
