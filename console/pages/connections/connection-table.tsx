import { Link } from '@tanstack/react-router'
import type { Connection } from '@rollcall/contract'
import { count } from '../../ui/numbers.ts'
import { StateMark } from '../../ui/state-mark.tsx'
import { Table, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { ConnectionMark, VerdictMark } from '../vocabulary/connection-words.tsx'

const columns: Column<Connection>[] = [
  {
    id: 'name',
    head: 'Connection',
    className: 'lg:whitespace-nowrap',
    cell: ({ id, name, state, detail }) => (
      <div className="grid gap-0.5">
        <Link from="/connections" search={{ connection: id }} resetScroll={false} data-row-link className="row-link font-strong">
          {name}
        </Link>
        <span className="sm:hidden">
          <ConnectionMark state={state} />
        </span>
        <span className="text-meta text-soft lg:hidden">{detail}</span>
      </div>
    ),
  },
  { id: 'state', head: 'State', from: 'sm', cell: ({ state }) => <ConnectionMark state={state} /> },
  {
    id: 'detail',
    head: 'How it stands',
    from: 'lg',
    className: 'w-full',
    cell: ({ detail, state }) => <span className={state === 'needs_attention' ? '' : 'text-soft'}>{detail}</span>,
  },
  {
    id: 'read',
    head: 'Last read',
    from: 'md',
    className: 'whitespace-nowrap tabular-nums',
    cell: ({ reading, lastReads: [last] }) =>
      reading ? (
        <StateMark shape="arc" tone="soft">
          Reading {reading.resource}, {count(reading.rows)} so far
        </StateMark>
      ) : last ? (
        <span className="flex items-baseline gap-3">
          <VerdictMark verdict={last} />
          <Time at={last.endedAt} className="text-faint" />
        </span>
      ) : (
        <span className="text-faint">Never</span>
      ),
  },
]

export const ConnectionTable = ({ connections, openedId }: { connections: readonly Connection[]; openedId: string | undefined }) => (
  <Table caption="Connections" columns={columns} rows={connections} keyOf={({ id }) => id} isCurrent={({ id }) => id === openedId} />
)
