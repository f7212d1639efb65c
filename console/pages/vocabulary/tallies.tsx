import { count } from '../../ui/numbers.ts'

interface Tally {
  table: string
  what: string
  rows: number
}

/** Rows of tables, and what they are. */
export const Tallies = ({ tallies, className }: { tallies: readonly Tally[]; className?: string }) => (
  <ul className={className}>
    {tallies.map(({ table, what, rows }) => (
      <li key={table + what} className="flex justify-between gap-4 border-b border-line py-1.5">
        <span>
          {what} <span className="font-mono text-meta text-faint">{table}</span>
        </span>
        <span className="tabular-nums">{count(rows)}</span>
      </li>
    ))}
  </ul>
)
