import type { FileRowVerdict } from '@rollcall/contract'
import { StateMark } from '../../ui/state-mark.tsx'
import { statusWords } from '../vocabulary/roll-words.tsx'

/** The rows of a file, each with what it says or why it cannot be read. */
export const FileRows = ({ rows }: { rows: readonly FileRowVerdict[] }) => (
  <ol className="border-t border-line">
    {rows.map(({ line, id, name, email, refusal, status, vendorStatus, startsOn, endsOn }) => (
      <li key={line} className="grid gap-x-4 gap-y-0.5 border-b border-line py-2 sm:grid-cols-[3rem_minmax(0,1fr)_auto]">
        <span className="text-faint tabular-nums">
          <span className="sr-only">Line </span>
          {line}
        </span>
        <div className="grid min-w-0 gap-0.5">
          <span className="font-strong break-words">{name || email || id || 'No id'}</span>
          {refusal ? (
            <span className="text-warm">It cannot be read: {refusal}.</span>
          ) : (
            <span className="break-words text-soft">
              {[email, `id ${id}`, startsOn && `from ${startsOn}`, endsOn && `until ${endsOn}`].filter(Boolean).join(', ')}
            </span>
          )}
        </div>
        <span>
          {status ? (
            <span title={vendorStatus ?? undefined}>
              <StateMark shape={status === 'active' ? 'dot' : 'ring'} tone={status === 'active' ? 'ink' : 'soft'}>
                {statusWords[status]}
              </StateMark>
            </span>
          ) : (
            <StateMark shape="cross" tone="warm">
              Refused
            </StateMark>
          )}
        </span>
      </li>
    ))}
  </ol>
)
