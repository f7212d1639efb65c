import { Link } from '@tanstack/react-router'
import type { PersonSummary } from '@rollcall/contract'
import { count } from '../../ui/numbers.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import { Mark, markWords } from '../vocabulary/roster-mark.tsx'
import { statusWords } from '../vocabulary/roll-words.tsx'
import type { RosterColumn } from './roster.tsx'

// Nobody gave the person this app, and nobody expects them there.
const noLogin = 'no account'

/** One person in the attendance sheet. */
export const RosterRow = ({ person, columns }: { person: PersonSummary; columns: readonly RosterColumn[] }) => (
  <>
    <span role="cell" className="flex min-w-0 items-baseline gap-3">
      <Link
        to="/people/$id"
        params={{ id: person.id }}
        data-row-link
        className={`row-link truncate font-strong ${person.status === 'active' ? '' : 'text-soft'}`}
      >
        {person.displayName}
      </Link>
      {person.status !== 'active' && <span className="text-meta text-faint">{statusWords[person.status].toLowerCase()}</span>}
      {person.disputed && (
        <StateMark shape="half" tone="warm">
          Disputed
        </StateMark>
      )}
    </span>
    <span role="presentation" className="roster-marks">
      {columns.map(({ connectionId, name }) => {
        const mark = person.marks.find(one => one.connectionId === connectionId)?.mark
        const words = `${name}: ${mark === undefined ? noLogin : markWords[mark].toLowerCase()}`
        return (
          <span key={connectionId} role="cell" title={words} className="relative z-10 flex h-6 items-center justify-center">
            {mark === undefined ? <span aria-hidden="true" className="h-px w-2 bg-edge" /> : <Mark mark={mark} />}
            <span className="sr-only">{words}</span>
          </span>
        )
      })}
    </span>
    <span role="cell" className="truncate text-soft max-xl:hidden">
      {person.department}
    </span>
    <span role="cell" className="tabular-nums max-sm:hidden">
      {person.openFindings > 0 && <span className="text-warm">{count(person.openFindings)}</span>}
    </span>
  </>
)
