import { describe, expect, it } from 'vitest'
import { drain } from './read.ts'
import type { ReadPage } from './read.ts'
import { VendorError } from './vendor-error.ts'

type Row = { externalId: string }
const rows = (...ids: string[]): Row[] => ids.map(externalId => ({ externalId }))
const pages = async function* (...given: Partial<ReadPage<Row>>[]): AsyncIterable<ReadPage<Row>> {
  for (const page of given) yield { rows: [], malformed: [], total: null, ...page }
}
const drained = async (source: AsyncIterable<ReadPage<Row>>) => {
  const handed: string[] = []
  return { handed, verdict: await drain(source, page => void handed.push(...page.map(({ externalId }) => externalId))) }
}

describe('draining a read', () => {
  it('is complete when all pages came and the counts agree', async () => {
    const { handed, verdict } = await drained(pages({ rows: rows('a', 'b'), total: 3 }, { rows: rows('c'), total: 3 }))
    expect(handed).toEqual(['a', 'b', 'c'])
    expect(verdict).toEqual({ complete: true, problems: [], rows: 3, pages: 2, error: null })
  })

  it('is complete for a source that has nothing', async () => {
    expect((await drained(pages({ total: 0 }))).verdict).toMatchObject({ complete: true, rows: 0 })
  })

  it('is incomplete when the counts differ', async () => {
    const { verdict } = await drained(pages({ rows: rows('a'), total: 5 }))
    expect(verdict).toMatchObject({ complete: false, problems: ['The source counts 5 rows and gave 1.'] })
  })

  it('hands a repeated row on once, and does not trust the list', async () => {
    const { handed, verdict } = await drained(pages({ rows: rows('a', 'b') }, { rows: rows('b', 'c') }))
    expect(handed).toEqual(['a', 'b', 'c'])
    expect(verdict).toMatchObject({ complete: false, rows: 3, problems: [expect.stringContaining('came twice')] })
  })

  it('counts every malformed row and names the first three', async () => {
    const malformed = ['1', '2', '3', '4', '5'].map(at => ({ at: `row ${at}`, why: 'no id' }))
    const { verdict } = await drained(pages({ rows: rows('a'), malformed: malformed.slice(0, 2), total: 6 }, { malformed: malformed.slice(2), total: 6 }))
    expect(verdict).toMatchObject({ complete: false, problems: ['5 rows could not be understood: row 1 (no id); row 2 (no id); row 3 (no id) and 2 more.'] })
  })

  it('keeps what came before a failure of the vendor, and gives the failure', async () => {
    const broken = async function* (): AsyncIterable<ReadPage<Row>> {
      yield* pages({ rows: rows('a'), total: 9 })
      throw new VendorError('unreachable', 'Relay is out of order.')
    }
    const { handed, verdict } = await drained(broken())
    expect(handed).toEqual(['a'])
    expect(verdict).toMatchObject({ complete: false, problems: ['Relay is out of order.'], error: { kind: 'unreachable' } })
  })

  it('does not swallow a failure of its own side', async () => {
    await expect(drain(pages({ rows: rows('a') }), () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
  })
})
