import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditEntry } from '@rollcall/contract'
import { auditPages } from '../../data/audit.ts'
import { Button } from '../../ui/button.tsx'
import { Hash } from '../../ui/copyable.tsx'
import type { CsvColumn } from '../../ui/csv.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { count } from '../../ui/numbers.ts'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'

/** `name: Salesforce, steps: 7`. */
const detailWords = (detail: AuditEntry['detail']): string =>
  Object.entries(detail)
    .map(([field, value]) => `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')

const columns: Column<AuditEntry>[] = [
  { id: 'sequence', head: '#', from: 'sm', className: 'tabular-nums', cell: ({ sequence }) => <span className="text-faint">{count(sequence)}</span> },
  { id: 'when', head: 'When', from: 'sm', className: 'whitespace-nowrap tabular-nums', cell: ({ at }) => <Time at={at} className="text-soft" /> },
  {
    id: 'what',
    head: 'Action',
    className: 'sm:whitespace-nowrap',
    cell: ({ action, actor, at }) => (
      <div className="grid gap-0.5">
        <span className="font-mono text-meta leading-5">{action}</span>
        <span className="text-meta text-faint sm:hidden">
          {actor}, <Time at={at} />
        </span>
      </div>
    ),
  },
  { id: 'who', head: 'By', from: 'sm', className: 'whitespace-nowrap', cell: ({ actor }) => actor },
  { id: 'subject', head: 'On', from: 'md', className: 'whitespace-nowrap', cell: ({ subject }) => <span className="text-soft">{subject ?? '–'}</span> },
  {
    id: 'detail',
    head: 'Detail',
    from: 'lg',
    className: 'w-full max-w-0',
    cell: ({ detail }) => (
      <span className="block truncate text-soft" title={detailWords(detail)}>
        {detailWords(detail)}
      </span>
    ),
  },
  { id: 'hash', head: 'Hash', from: 'xl', cell: ({ hash }) => <Hash value={hash} label="the hash of this entry" /> },
]

export const actionCsv: CsvColumn<AuditEntry>[] = [
  { head: 'Number', value: entry => entry.sequence },
  { head: 'At', value: entry => entry.at },
  { head: 'By', value: entry => entry.actor },
  { head: 'Action', value: entry => entry.action },
  { head: 'On', value: entry => entry.subject },
  { head: 'Detail', value: entry => JSON.stringify(entry.detail) },
  { head: 'Hash', value: entry => entry.hash },
]

interface ActionLogProps {
  q: string | undefined
  onClear: () => void
}

/** Who did what, newest first; every entry is chained to the one before it. */
export const ActionLog = ({ q, onClear }: ActionLogProps) => {
  const query = useInfiniteQuery(auditPages({ q }))
  const entries = query.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Loaded query={query} shape={<TableShape rows={14} />}>
      {() =>
        entries.length ? (
          <>
            <Table caption="What was done" columns={columns} rows={entries} keyOf={({ sequence }) => String(sequence)} />
            <More
              shown={entries.length}
              total={query.data?.pages[0]?.total ?? 0}
              noun={['entry', 'entries']}
              hasMore={query.hasNextPage}
              loading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        ) : q ? (
          <Empty title="No entry fits." action={<Button onClick={onClear}>Show all entries</Button>}>
            <p>Actions are written as subject and verb: “plan.approved”, “connection.created”.</p>
          </Empty>
        ) : (
          <Empty title="Nothing has been done yet.">
            <p>Every change, whoever makes it, leaves an entry here: what, by whom, on what, when.</p>
          </Empty>
        )
      }
    </Loaded>
  )
}
