import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { FindingKind, FindingSummary } from '@rollcall/contract'
import { useCallback, useEffect } from 'react'
import { sentenceOf } from '../../data/api-problem.ts'
import { connectionsQuery } from '../../data/connections.ts'
import { findingPages, readAllFindings, useCompareNow } from '../../data/findings.ts'
import { useMay } from '../../data/me.ts'
import { ActionBar } from '../../ui/action-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { download, toCsv } from '../../ui/csv.ts'
import { FilterSelect, SearchField } from '../../ui/filter.tsx'
import { DownloadIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Table, TableShape } from '../../ui/table.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { useSelection } from '../../ui/use-selection.ts'
import { useTyped } from '../../ui/use-typed.ts'
import { ageWords, kindWords } from '../vocabulary/finding-words.ts'
import { refusalOf } from '../vocabulary/plannable.ts'
import { useMakePlan } from '../vocabulary/use-make-plan.ts'
import { findingsQuestion, type FindingsSearch } from './address.ts'
import { DecideAll, DecideSome } from './decide-many.tsx'
import { findingColumns, findingCsv } from './finding-columns.tsx'
import { FindingInspector } from './finding-inspector.tsx'
import { NoFindings } from './no-findings.tsx'

const route = getRouteApi('/shell/findings')
const states = [
  ['open', 'Open'],
  ['planned', 'In a plan'],
  ['accepted', 'Accepted'],
  ['resolved', 'Resolved'],
  ['all', 'All'],
] as const

const kindOptions = Object.entries(kindWords) as [FindingKind, string][]
const ageOptions = Object.entries(ageWords) as [keyof FindingSummary['ages'], string][]
const ownerOptions = [
  ['me', 'Mine'],
  ['nobody', 'Nobody’s'],
] as const

/** What is out of step: read, selected, and made into a plan. */
export const FindingsPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayPlan = useMay('plans:write')
  const { makePlan, making } = useMakePlan()
  const compare = useCompareNow()
  const question = findingsQuestion(search)
  const query = useInfiniteQuery(findingPages(question))
  const { fetchNextPage, hasNextPage } = query
  const findings = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total
  const connections = useQuery(connectionsQuery).data?.items ?? []
  const selection = useSelection(
    findings,
    ({ id }) => id,
    finding => refusalOf(finding) === null,
  )
  const change = useCallback(
    (part: Partial<FindingsSearch>) => void navigate({ search: before => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  )
  const close = useCallback(() => change({ finding: undefined }), [change])
  const [typed, setTyped] = useTyped(
    search.q ?? '',
    useCallback(q => change({ q: q || undefined }), [change]),
  )
  const opened = findings.find(({ id }) => id === search.finding)
  const lookFurther = search.finding !== undefined && !opened && hasNextPage
  const askNext = lookFurther && !query.isFetchingNextPage
  useEffect(() => {
    if (askNext) void fetchNextPage()
  }, [askNext, fetchNextPage])

  const onError = (error: Error) => sayTrouble(sentenceOf(error))
  const compareNow = () =>
    compare.mutate(undefined, {
      onSuccess: ({ opened: more, resolved }) => say(`Compared: ${countOf(more, 'new finding')}, ${count(resolved)} resolved.`),
      onError,
    })
  const exportAll = () => readAllFindings(question).then(rows => download('findings.csv', toCsv(rows, findingCsv)), onError)
  const narrowed = Boolean(search.q || search.connectionId || search.state || search.kind || search.age || search.owner)
  const picked = selection.selected
  const group = { person: 'personName', connection: 'connectionName' } as const
  return (
    <Page
      title="Findings"
      lead={total !== undefined && `${countOf(total, 'finding')}: what is, against what should be.`}
      actions={
        <>
          {mayPlan && total !== undefined && total > 0 && <DecideAll question={question} total={total} />}
          <Button look="quiet" onClick={() => void exportAll()} disabled={!total}>
            <DownloadIcon /> Export
          </Button>
          {mayPlan && (
            <Button busy={compare.isPending && 'Comparing…'} onClick={compareNow}>
              Compare now
            </Button>
          )}
        </>
      }
      inspector={search.finding !== undefined && <FindingInspector finding={opened ?? (query.isPending || lookFurther ? undefined : null)} onClose={close} />}
    >
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <SearchField label="Search people and apps" value={typed} onChange={setTyped} className="w-full sm:w-72" />
        <div className="filter-strip">
          {' '}
          <Choice label="State" options={states} value={search.state ?? 'open'} onChange={state => change({ state: state === 'open' ? undefined : state })} />
          <FilterSelect label="Kind" any="Any kind" options={kindOptions} value={search.kind} onChange={kind => change({ kind })} />
          <FilterSelect label="Age" any="Any age" options={ageOptions} value={search.age} onChange={age => change({ age })} />
          <FilterSelect label="Owner" any="Any owner" options={ownerOptions} value={search.owner} onChange={owner => change({ owner })} />
          <FilterSelect
            label="App"
            any="Any app"
            options={connections.map(({ id, name }) => [id, name] as const)}
            value={search.connectionId}
            onChange={connectionId => change({ connectionId })}
          />
        </div>
      </search>
      <Loaded query={query} shape={<TableShape rows={10} />}>
        {() =>
          findings.length ? (
            <>
              <Table
                caption="Findings"
                columns={findingColumns(search)}
                rows={findings}
                keyOf={({ id }) => id}
                isCurrent={({ id }) => id === search.finding}
                sort={search.sort ?? 'oldest'}
                onSort={sort => change({ sort: turned(sort, search.sort) })}
                groupOf={search.sort === 'person' || search.sort === 'connection' ? finding => finding[group[search.sort as keyof typeof group]] : undefined}
                selection={
                  mayPlan ? { ...selection, refusal: refusalOf, labelOf: ({ personName, connectionName }) => `${personName} in ${connectionName}` } : undefined
                }
              />
              <More
                shown={findings.length}
                total={total ?? 0}
                noun={['finding', 'findings']}
                hasMore={hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void fetchNextPage()}
              />
              {picked.length > 0 && (
                <ActionBar says={`${countOf(picked.length, 'finding')} selected. A plan changes nothing until it is approved.`}>
                  <Button look="quiet" onClick={selection.clear}>
                    Clear
                  </Button>
                  <DecideSome findings={picked} onDone={selection.clear} />
                  <Button look="primary" busy={making && 'Planning…'} onClick={() => makePlan(picked.map(({ id }) => id))}>
                    Make a plan of {countOf(picked.length, 'finding')}
                  </Button>
                </ActionBar>
              )}
            </>
          ) : (
            <NoFindings narrowed={narrowed} connected={connections.length} onClear={() => void navigate({ search: {}, replace: true })} />
          )
        }
      </Loaded>
    </Page>
  )
}

/** Pressing the head of the dates again turns them round. */
const turned = (pressed: string, before: FindingsSearch['sort']): FindingsSearch['sort'] => {
  if (pressed === 'oldest' || pressed === 'newest') return before === undefined || before === 'oldest' ? 'newest' : undefined
  return pressed === 'person' ? 'person' : 'connection'
}
