import { useState } from 'react'

/** Which rows of a table are selected; rows that left the table, or may not be selected any more, do not count. */
export const useSelection = <Row>(rows: readonly Row[], keyOf: (row: Row) => string, mayBe: (row: Row) => boolean) => {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const selectable = rows.filter(mayBe)
  const selected = selectable.filter(row => keys.has(keyOf(row)))
  const all: 'none' | 'some' | 'all' = selected.length === 0 ? 'none' : selected.length === selectable.length ? 'all' : 'some'
  return {
    selected,
    all,
    isSelected: (row: Row) => keys.has(keyOf(row)),
    onToggle: (row: Row) =>
      setKeys(before => {
        const after = new Set(before)
        if (!after.delete(keyOf(row))) after.add(keyOf(row))
        return after
      }),
    onToggleAll: () => setKeys(all === 'all' ? new Set() : new Set(selectable.map(keyOf))),
    clear: () => setKeys(new Set()),
  }
}
