import type { UserImportRow } from '@rollcall/contract'
import { StateMark, type Shape, type Tone } from '../../ui/state-mark.tsx'

const marks: Record<UserImportRow['verdict'], readonly [Shape, Tone, string]> = {
  created: ['dot', 'accent', 'Create'],
  changed: ['half', 'accent', 'Change'],
  unchanged: ['dash', 'soft', 'As it is'],
  refused: ['cross', 'warm', 'Refused'],
}
const outcomeMarks: Partial<Record<UserImportRow['outcome'], readonly [Shape, Tone, string]>> = {
  done: ['check', 'ink', 'Done'],
  failed: ['cross', 'warm', 'Failed'],
  undone: ['dash', 'soft', 'Taken back'],
  kept: ['pause', 'warm', 'Kept'],
}

/** The rows of a file, each with its verdict: what from, what to, or why not. */
export const ImportRows = ({ rows }: { rows: readonly UserImportRow[] }) => (
  <ol className="border-t border-line">
    {rows.map(row => {
      const [shape, tone, words] = outcomeMarks[row.outcome] ?? marks[row.verdict]
      return (
        <li key={row.line} className="grid gap-x-4 gap-y-0.5 border-b border-line py-2 sm:grid-cols-[3rem_minmax(0,1fr)_auto]">
          <span className="text-faint tabular-nums">
            <span className="sr-only">Line </span>
            {row.line}
          </span>
          <div className="grid min-w-0 gap-0.5">
            <span className="font-strong break-all">{row.userName}</span>
            {row.refusal && <span className="text-warm">{row.refusal}</span>}
            {row.verdict === 'changed' &&
              row.changes.map(({ field, from, to }) => (
                <span key={field} className="text-soft">
                  {field}: <del>{from ?? 'nothing'}</del> → <ins className="no-underline">{to}</ins>
                </span>
              ))}
            {row.verdict === 'created' && <span className="text-soft">{row.changes.map(({ to }) => to).join(', ')}</span>}
          </div>
          <span>
            <StateMark shape={shape} tone={tone}>
              {words}
            </StateMark>
          </span>
        </li>
      )
    })}
  </ol>
)
