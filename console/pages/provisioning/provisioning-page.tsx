import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { provisioningPages, readAllProvisioning } from '../../data/provisioning.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { download, toCsv } from '../../ui/csv.ts'
import { FilterSelect, SearchField } from '../../ui/filter.tsx'
import { DownloadIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape } from '../../ui/table.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { SettingsNav } from '../settings/settings-nav.tsx'
import type { ProvisioningSearch } from './address.ts'
import { FirstRequest } from './first-request.tsx'
import { requestColumns, requestCsv } from './request-columns.tsx'
import { RequestInspector } from './request-inspector.tsx'
import { clientWords } from './request-words.ts'

const route = getRouteApi('/shell/settings/provisioning')
const outcomes = [
  ['all', 'All'],
  ['true', 'Refused'],
  ['false', 'Done'],
] as const
const clients = Object.entries(clientWords) as [keyof typeof clientWords, string][]

/** What identity providers asked of Rollcall's own users and groups, and what was made of it; new requests come by themselves. */
export const ProvisioningPage = () => {
  const { request, ...question } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(provisioningPages(question))
  const entries = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total
  const change = useCallback(
    (part: ProvisioningSearch) => void navigate({ search: before => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  )
  const close = useCallback(() => change({ request: undefined }), [change])
  const clear = () => void navigate({ search: {}, replace: true })
  const [typed, setTyped] = useTyped(
    question.q ?? '',
    useCallback(q => change({ q: q || undefined }), [change]),
  )
  const narrowed = Object.values(question).some(value => value !== undefined)
  const opened = entries.find(({ id }) => id === request)
  const exportAll = () =>
    readAllProvisioning(question)
      .then(rows => download('provisioning.csv', toCsv(rows, requestCsv)))
      .catch((error: Error) => sayTrouble(error.message))
  return (
    <Page
      title="Provisioning"
      lead="What identity providers asked of Rollcall’s own users, and what was made of it. Kept for 30 days."
      above={<SettingsNav />}
      actions={
        <Button look="quiet" onClick={() => void exportAll()} disabled={!total}>
          <DownloadIcon /> Export
        </Button>
      }
      inspector={request !== undefined && <RequestInspector entry={opened ?? (query.isPending ? undefined : null)} onClose={close} />}
    >
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <SearchField label="Search users, paths and bodies" value={typed} onChange={setTyped} className="w-full sm:w-80" />
        <div className="filter-strip">
          <Choice
            label="Outcome"
            options={outcomes}
            value={question.refused ?? 'all'}
            onChange={chosen => change({ refused: chosen === 'all' ? undefined : chosen })}
          />
          <FilterSelect label="From" any="Any client" options={clients} value={question.client} onChange={client => change({ client })} />
          {question.subject !== undefined && (
            <Button look="quiet" onClick={() => change({ subject: undefined })}>
              Everybody again
            </Button>
          )}
        </div>
      </search>
      <Loaded query={query} shape={<TableShape rows={14} />}>
        {() =>
          entries.length ? (
            <>
              <Table caption="Provisioning requests" columns={requestColumns} rows={entries} keyOf={({ id }) => id} isCurrent={({ id }) => id === request} />
              <More
                shown={entries.length}
                total={total ?? 0}
                noun={['request', 'requests']}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : narrowed ? (
            <Empty title="No request fits." action={<Button onClick={clear}>Show all requests</Button>}>
              <p>Fewer filters find more.</p>
            </Empty>
          ) : (
            <FirstRequest />
          )
        }
      </Loaded>
    </Page>
  )
}
