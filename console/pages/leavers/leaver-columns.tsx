import type { LeaverSummary } from '@rollcall/contract'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../ui/numbers.ts'
import type { Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { doorWords, LeaverMark } from '../vocabulary/leaver-words.tsx'

export const leaverColumns: readonly Column<LeaverSummary>[] = [
  {
    id: 'name',
    head: 'Name',
    cell: leaver => (
      <>
        <Link to="/settings/leavers/$id" params={{ id: leaver.id }} data-row-link className="row-link font-strong">
          {leaver.name}
        </Link>
        <span className="block truncate text-meta text-faint">{leaver.email}</span>
      </>
    ),
  },
  { id: 'state', head: 'State', cell: leaver => <LeaverMark leaver={leaver} /> },
  { id: 'left', head: 'Left', cell: ({ leftAt }) => <Time at={leftAt} className="text-soft" />, from: 'sm' },
  { id: 'door', head: 'Door', cell: ({ door }) => <span className="text-soft">{doorWords(door)}</span>, from: 'md' },
  {
    id: 'ended',
    head: 'Ended',
    cell: ({ sessions, tokens }) => (
      <span className="text-soft">
        {countOf(sessions, 'session')}, {countOf(tokens, 'token')}
      </span>
    ),
    from: 'lg',
  },
  {
    id: 'owned',
    head: 'What they owned',
    cell: ({ settledAs }) => <span className="text-soft">{settledAs ?? 'The rule is about to be applied.'}</span>,
    from: 'xl',
  },
]
