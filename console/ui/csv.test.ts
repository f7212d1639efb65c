import { describe, expect, it } from 'vitest'
import { toCsv, type CsvColumn } from './csv.ts'

const columns: CsvColumn<{ name: string | null; hits: number }>[] = [
  { head: 'Name', value: row => row.name },
  { head: 'Hits', value: row => row.hits },
]

describe('toCsv', () => {
  it('quotes what would break a line apart, and leaves the rest alone', () => {
    expect(toCsv([{ name: 'Meridian, "Optics"\nLtd', hits: 3 }], columns)).toBe('\uFEFFName,Hits\r\n"Meridian, ""Optics""\nLtd",3\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)'])('keeps %s a text, where a spreadsheet would compute it', name => {
    expect(toCsv([{ name, hits: 0 }], columns)).toContain(`'${name}`)
  })

  it('leaves negative numbers numbers', () => {
    expect(toCsv([{ name: null, hits: -3 }], columns)).toContain('\r\n,-3\r\n')
  })
})
