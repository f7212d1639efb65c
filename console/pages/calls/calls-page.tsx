import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { engagementPages, readAllEngagements } from '../../data/engagements.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { download, toCsv } from '../../ui/csv.ts'
import { DownloadIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape } from '../../ui/table.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import type { CallsSearch } from './address.ts'
import { callColumns, callCsv } from './call-columns.tsx'
import { CallFilters } from './call-filters.tsx'
import { DropZone } from './drop-zone.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { isNarrowed, questionOf } from './question.ts'
import { useImport } from './use-import.ts'

const route = getRouteApi('/shell/calls')

/** Every conversation: searched, filtered, sorted, exported, and imported by dropping files anywhere. */
export const CallsPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayImport = useMay('calls:write')
  const importing = useImport()
  const query = useInfiniteQuery(engagementPages(questionOf(search)))
  const calls = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total
  const change = useCallback(
    (part: Partial<CallsSearch>) => void navigate({ search: before => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  )
  const clear = useCallback(() => void navigate({ search: ({ sort }) => (sort ? { sort } : {}), replace: true }), [navigate])
  const { add } = importing
  const takeFiles = useCallback(
    (files: File[]) => {
      add(files)
      change({ import: 'open' })
    },
    [add, change],
  )
  const exportAll = () =>
    readAllEngagements(questionOf(search)).then(
      rows => download('calls.csv', toCsv(rows, callCsv)),
      (error: Error) => sayTrouble(error.message),
    )
  const working = calls.filter(({ state }) => state === 'received' || state === 'analysed').length
  return (
    <Page
      title="Calls"
      lead={total !== undefined && `${countOf(total, 'call')}${isNarrowed(search) ? ' found' : ''}${working ? `, ${working} of them still being read` : ''}.`}
      actions={
        <>
          <Button look="quiet" onClick={() => void exportAll()} disabled={!total}>
            <DownloadIcon /> Export
          </Button>
          {mayImport && (
            <Button look="primary" onClick={() => change({ import: 'open' })}>
              Import calls
            </Button>
          )}
        </>
      }
    >
      <CallFilters
        search={search}
        onChange={change}
        onClear={clear}
        owners={[...new Set(calls.flatMap(({ ownerEmail }) => ownerEmail ?? []))]}
        accountName={calls[0]?.accountName}
      />
      <Loaded query={query} shape={<TableShape rows={14} />}>
        {() =>
          calls.length ? (
            <>
              <Table
                caption="Calls"
                columns={callColumns(search)}
                rows={calls}
                keyOf={({ id }) => id}
                sort={search.sort ?? 'newest'}
                onSort={sort => change({ sort: turned(sort, search.sort) })}
              />
              <More
                shown={calls.length}
                total={total ?? 0}
                noun={['call', 'calls']}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : isNarrowed(search) ? (
            <Empty title="No call fits." action={<Button onClick={clear}>Show all calls</Button>}>
              <p>Search looks for whole words in everything that was said, in titles and in participants’ names. Fewer filters find more.</p>
            </Empty>
          ) : (
            <Empty title="No calls yet." action={mayImport && <Button onClick={() => change({ import: 'open' })}>Choose transcripts</Button>}>
              <p>Drop a transcript anywhere on this page. A moment later its trackers, measures and brief are here, and the account it belongs to.</p>
            </Empty>
          )
        }
      </Loaded>
      {mayImport && <DropZone onFiles={takeFiles} />}
      {search.import === 'open' && mayImport && (
        <ImportDialog
          importing={importing}
          onClose={() => {
            change({ import: undefined })
            if (!importing.sending) importing.clear()
          }}
        />
      )}
    </Page>
  )
}

/** Pressing the head of the dates again turns them round. */
const turned = (pressed: string, before: CallsSearch['sort']): CallsSearch['sort'] => {
  if (pressed === 'newest' || pressed === 'oldest') return before === undefined || before === 'newest' ? 'oldest' : undefined
  return pressed === 'longest' ? 'longest' : 'title'
}
