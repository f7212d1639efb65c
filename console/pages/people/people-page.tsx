import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { PersonSummary } from '@rollcall/contract'
import { useCallback } from 'react'
import { peoplePages, readAllPeople, type PeopleQuestion } from '../../data/people.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { download, toCsv, type CsvColumn } from '../../ui/csv.ts'
import { FilterSelect, SearchField } from '../../ui/filter.tsx'
import { DownloadIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { TableShape } from '../../ui/table.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { statusWords } from '../vocabulary/roll-words.tsx'
import { markWords } from '../vocabulary/roster-mark.tsx'
import { Legend } from './legend.tsx'
import { Roster, type RosterColumn } from './roster.tsx'

const route = getRouteApi('/shell/people')
const statuses = Object.entries(statusWords) as [keyof typeof statusWords, string][]

const csvOf = (columns: readonly RosterColumn[]): CsvColumn<PersonSummary>[] => [
  { head: 'Name', value: person => person.displayName },
  { head: 'E-mail', value: person => person.email },
  { head: 'Department', value: person => person.department },
  { head: 'Title', value: person => person.title },
  { head: 'Status', value: person => person.status },
  { head: 'Open findings', value: person => person.openFindings },
  ...columns.map(({ connectionId, name }) => ({
    head: name,
    value: ({ marks }: PersonSummary) => {
      const mark = marks.find(one => one.connectionId === connectionId)?.mark
      return mark === undefined ? null : markWords[mark]
    },
  })),
]

/** Everyone, as an attendance sheet over all apps. */
export const PeoplePage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(peoplePages(search))
  const { fetchNextPage, isFetchingNextPage } = query
  const people = query.data?.pages.flatMap(page => page.items) ?? []
  const columns = query.data?.pages[0]?.columns ?? []
  const total = query.data?.pages[0]?.total
  const change = useCallback(
    (part: PeopleQuestion) => void navigate({ search: before => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  )
  const nearEnd = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  const [typed, setTyped] = useTyped(
    search.q ?? '',
    useCallback(q => change({ q: q || undefined }), [change]),
  )
  const narrowed = Boolean(search.q || search.status || search.mark)
  const exportAll = () =>
    readAllPeople(search).then(
      rows => download('people.csv', toCsv(rows, csvOf(columns))),
      (error: Error) => sayTrouble(error.message),
    )
  return (
    <Page
      title="People"
      lead={total !== undefined && `${countOf(total, 'person', 'people')}${narrowed ? ' found' : ''}, over ${countOf(columns.length, 'connection')}.`}
      actions={
        <Button look="quiet" onClick={() => void exportAll()} disabled={!total}>
          <DownloadIcon /> Export
        </Button>
      }
    >
      <search className="mb-5 flex flex-wrap items-center gap-x-2 gap-y-3">
        <SearchField label="Search names and e-mail" value={typed} onChange={setTyped} className="w-full sm:w-72" />
        <FilterSelect label="Status" any="Any status" options={statuses} value={search.status} onChange={status => change({ status })} />
        <div className="sm:ml-auto">
          <Legend chosen={search.mark} onChoose={mark => change({ mark })} />
        </div>
      </search>
      <Loaded query={query} shape={<TableShape rows={16} />}>
        {() =>
          people.length ? (
            <Roster people={people} columns={columns} total={total ?? 0} sort={search.sort} onSort={sort => change({ sort })} onNearEnd={nearEnd} />
          ) : narrowed ? (
            <Empty title="Nobody fits." action={<Button onClick={() => void navigate({ search: {}, replace: true })}>Show everyone</Button>}>
              <p>Fewer filters find more.</p>
            </Empty>
          ) : (
            <Empty
              title="Nobody is on the roll yet."
              action={
                <Link to="/connections" hash="catalogue" className={buttonClass()}>
                  Connect an identity provider
                </Link>
              }
            >
              <p>People come from the identity provider; their accounts come from each app. Everyone then has one row here, with one mark per app.</p>
            </Empty>
          )
        }
      </Loaded>
    </Page>
  )
}
