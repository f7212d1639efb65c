import { FileField, type FileMapping } from '@rollcall/contract'

/** What the columns of a file are called: a head that is empty by its place, one that comes again with a number. */
export function headsOf(cells: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return cells.map((cell, index) => {
    const head = cell === '' ? `Column ${index + 1}` : cell.slice(0, 190)
    const times = (seen.get(head) ?? 0) + 1
    seen.set(head, times)
    return times === 1 ? head : `${head} (${times})`
  })
}

/** Whether a mapping that was made for some heads says what the columns of a file with these mean; their order does not matter. */
export const sameHeads = (a: readonly string[], b: readonly string[]): boolean => JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted())

/** Where each field stands in a row. Fields whose column is not there are left out. */
export const placesOf = ({ columns }: FileMapping, heads: readonly string[]): Map<FileField, number> =>
  new Map(
    FileField.options.flatMap(field => {
      const place = heads.indexOf(columns[field] ?? '')
      return place < 0 ? [] : [[field, place] as const]
    }),
  )

const nothing = new Set(['-', '--', 'n/a'])

/** What a cell says: nothing where an app writes a dash, and not the quote that an export put before what looks like a formula. */
export const said = (cell: string | undefined): string => {
  const text = (cell ?? '').replace(/^'(?=[=+\-@\t\r])/, '').trim()
  return nothing.has(text.toLowerCase()) ? '' : text
}
