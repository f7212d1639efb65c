import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditEntry } from '@rollcall/contract'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { auditPages, readAllAudit } from '../../data/audit.ts'
import { Button } from '../../ui/button.tsx'
import { Hash } from '../../ui/copyable.tsx'
import { download, toCsv, type CsvColumn } from '../../ui/csv.ts'
import { SearchField } from '../../ui/filter.tsx'
import { DownloadIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { VerifyChain } from './verify-chain.tsx'

const route = getRouteApi('/shell/audit')

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

const csv: CsvColumn<AuditEntry>[] = [
  { head: 'Number', value: entry => entry.sequence },
  { head: 'At', value: entry => entry.at },
  { head: 'By', value: entry => entry.actor },
  { head: 'Action', value: entry => entry.action },
  { head: 'On', value: entry => entry.subject },
  { head: 'Detail', value: entry => JSON.stringify(entry.detail) },
  { head: 'Hash', value: entry => entry.hash },
]

/** Who did what, newest first; every entry is chained to the one before it. */
export const AuditPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(auditPages(search))
  const entries = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total
  const [typed, setTyped] = useTyped(
    search.q ?? '',
    useCallback(q => void navigate({ search: q ? { q } : {}, replace: true }), [navigate]),
  )
  const exportAll = () =>
    readAllAudit(search).then(
      rows => download('audit.csv', toCsv(rows, csv)),
      (error: Error) => sayTrouble(error.message),
    )
  return (
    <Page
      title="Audit"
      lead={total !== undefined && `${countOf(total, 'entry', 'entries')}. Nothing here can be changed or removed without the chain showing it.`}
      actions={
        <>
          <Button look="quiet" disabled={!total} onClick={() => void exportAll()}>
            <DownloadIcon /> Export
          </Button>
          <VerifyChain />
        </>
      }
    >
      <search className="mb-4 flex gap-2">
        <SearchField label="Search actions, people and subjects" value={typed} onChange={setTyped} className="w-full sm:w-80" />
      </search>
      <Loaded query={query} shape={<TableShape rows={14} />}>
        {() =>
          entries.length ? (
            <>
              <Table caption="Audit" columns={columns} rows={entries} keyOf={({ sequence }) => String(sequence)} />
              <More
                shown={entries.length}
                total={total ?? 0}
                noun={['entry', 'entries']}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : search.q ? (
            <Empty title="No entry fits." action={<Button onClick={() => setTyped('')}>Show all entries</Button>}>
              <p>Actions are written as subject and verb: “plan.approved”, “connection.created”.</p>
            </Empty>
          ) : (
            <Empty title="Nothing has been done yet.">
              <p>Every change, whoever makes it, leaves an entry here: what, by whom, on what, when.</p>
            </Empty>
          )
        }
      </Loaded>
    </Page>
  )
}
