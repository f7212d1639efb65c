import { createHash } from 'node:crypto'

/** SHA-256 in hex over what a record says, whatever the order of its properties: a version for vendors that give none. */
export const contentHash = (record: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(record)))
    .digest('hex')

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  )
}
