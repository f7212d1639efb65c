import { Fragment, useEffect, useRef, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { DownIcon } from './icons.tsx'

/** One column: its head, and what a row shows in it. Exactly one column of a table holds the row's `RowLink`. */
export interface Column<Row> {
  id: string
  head: string
  cell: (row: Row) => ReactNode
  /** Sorting by this column is sorting so; `reversed` when the arrow points up. */
  sort?: string
  reversed?: boolean
  /** Where there is less room, the column is left out. */
  from?: 'sm' | 'md' | 'lg' | 'xl' | '2xl'
  className?: string
}

interface Selection<Row> {
  isSelected: (row: Row) => boolean
  /** Why the row cannot be selected, or null. */
  refusal?: (row: Row) => string | null
  onToggle: (row: Row) => void
  onToggleAll: () => void
  all: 'none' | 'some' | 'all'
  labelOf: (row: Row) => string
}

interface TableProps<Row> {
  /** What the table holds, for those who cannot see it. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  isCurrent?: (row: Row) => boolean
  sort?: string | undefined
  onSort?: (sort: string) => void
  /** Rows in a row with the same group stand under its name. */
  groupOf?: ((row: Row) => string) | undefined
  selection?: Selection<Row> | undefined
}

const shownFrom = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden', xl: 'max-xl:hidden', '2xl': 'max-2xl:hidden' }
const visibility = <Row,>({ from, className }: Column<Row>) => classNames(from && shownFrom[from], className)

const AllBox = <Row,>({ selection }: { selection: Selection<Row> }) => {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = selection.all === 'some'
  }, [selection.all])
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label="Select all"
      checked={selection.all === 'all'}
      onChange={selection.onToggleAll}
      className="size-4 align-middle"
    />
  )
}

/** A register: hairlines, tabular figures, one line per thing. Rows are walked with j and k, opened with Enter, selected with x. */
export const Table = <Row,>({ caption, columns, rows, keyOf, isCurrent, sort, onSort, groupOf, selection }: TableProps<Row>) => {
  const width = columns.length + (selection ? 1 : 0)
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line text-meta text-faint">
          {selection && (
            <th scope="col" className="w-8 py-2 pr-3 pl-1 font-normal">
              <AllBox selection={selection} />
            </th>
          )}
          {columns.map(column => (
            <th
              key={column.id}
              scope="col"
              aria-sort={column.sort && column.sort === sort ? (column.reversed ? 'descending' : 'ascending') : undefined}
              className={classNames('py-2 pr-6 font-normal whitespace-nowrap last:pr-1', visibility(column))}
            >
              {column.sort && onSort ? (
                <button
                  type="button"
                  onClick={() => onSort(column.sort ?? '')}
                  className={classNames('inline-flex items-center gap-1 rounded-small hover:text-ink', column.sort === sort && 'text-ink')}
                >
                  {column.head}
                  {column.sort === sort && <DownIcon className={classNames('size-3', !column.reversed && 'rotate-180')} />}
                </button>
              ) : (
                column.head
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const group = groupOf?.(row)
          const before = rows[index - 1]
          return (
            <Fragment key={keyOf(row)}>
              {group !== undefined && (before === undefined || groupOf?.(before) !== group) && (
                <tr>
                  <th scope="rowgroup" colSpan={width} className="border-b border-line pt-6 pb-2">
                    {group}
                  </th>
                </tr>
              )}
              <tr
                data-row
                className={classNames(
                  'relative border-b border-line hover:bg-hover focus-within:bg-hover',
                  isCurrent?.(row) && 'bg-accent-wash hover:bg-accent-wash',
                  selection?.isSelected(row) && 'bg-accent-wash',
                )}
              >
                {selection && <SelectCell selection={selection} row={row} />}
                {columns.map(column => (
                  <td key={column.id} className={classNames('py-2 pr-6 align-top last:pr-1', visibility(column))}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            </Fragment>
          )
        })}
      </tbody>
    </table>
  )
}

const SelectCell = <Row,>({ selection, row }: { selection: Selection<Row>; row: Row }) => {
  const refusal = selection.refusal?.(row) ?? null
  return (
    <td className="py-2 pr-3 pl-1 align-top">
      <input
        type="checkbox"
        aria-label={refusal ? `${selection.labelOf(row)} cannot be selected: ${refusal}` : `Select ${selection.labelOf(row)}`}
        title={refusal ?? undefined}
        disabled={refusal !== null}
        checked={selection.isSelected(row)}
        onChange={() => selection.onToggle(row)}
        className="relative z-10 size-4 align-middle"
      />
    </td>
  )
}

/** The shape of a table on its way: the same rows, the same height. */
export const TableShape = ({ rows = 12 }: { rows?: number }) => (
  <div aria-hidden="true" className="border-t border-line pt-8">
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className="flex h-[2.3125rem] items-center gap-8 border-b border-line">
        <div className="shape h-3" style={{ width: `${22 + ((row * 13) % 17)}%` }} />
        <div className="shape h-3 w-1/6 max-sm:hidden" />
        <div className="shape ml-auto h-3 w-16" />
      </div>
    ))}
  </div>
)
