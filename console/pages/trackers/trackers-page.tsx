import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useMay } from '../../data/me.ts'
import { trackersQuery, type TrackerRow } from '../../data/trackers.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { download, toCsv, type CsvColumn } from '../../ui/csv.ts'
import { DownloadIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { TrackerInspector } from './tracker-inspector.tsx'

const route = getRouteApi('/shell/trackers')
const lookAgainMs = 3_000

const columns: Column<TrackerRow>[] = [
  {
    id: 'name',
    head: 'Tracker',
    className: 'sm:whitespace-nowrap',
    cell: ({ id, name, hits, engagements }) => (
      <div className="grid gap-0.5">
        <Link from="/trackers" search={{ tracker: id }} resetScroll={false} data-row-link className="row-link font-strong">
          {name}
        </Link>
        <span className="text-meta text-faint sm:hidden">
          {countOf(hits, 'hit')} in {countOf(engagements, 'call')}
        </span>
      </div>
    ),
  },
  {
    id: 'phrases',
    head: 'Phrases',
    from: 'md',
    className: 'w-full max-w-0',
    cell: ({ phrases }) => <span className="block truncate text-soft">{phrases.join(', ')}</span>,
  },
  {
    id: 'state',
    head: 'State',
    cell: ({ enabled }) =>
      enabled ? (
        <StateMark shape="dot" tone="ink">
          Listening
        </StateMark>
      ) : (
        <StateMark shape="ring" tone="soft">
          Off
        </StateMark>
      ),
  },
  { id: 'calls', head: 'Calls', from: 'sm', className: 'tabular-nums', cell: ({ engagements }) => count(engagements) },
  { id: 'hits', head: 'Hits', from: 'sm', className: 'tabular-nums', cell: ({ hits }) => count(hits) },
  { id: 'changed', head: 'Changed', from: 'lg', className: 'whitespace-nowrap', cell: ({ updatedAt }) => <Time at={updatedAt} className="text-soft" /> },
]

const csv: CsvColumn<TrackerRow>[] = [
  { head: 'Name', value: tracker => tracker.name },
  { head: 'Phrases', value: tracker => tracker.phrases.join('; ') },
  { head: 'Enabled', value: tracker => (tracker.enabled ? 'yes' : 'no') },
  { head: 'Calls', value: tracker => tracker.engagements },
  { head: 'Hits', value: tracker => tracker.hits },
]

/** Named sets of phrases that calls are listened through for. */
export const TrackersPage = () => {
  const { tracker: openedId } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('trackers:write')
  const query = useQuery({ ...trackersQuery, refetchInterval: ({ state }) => (state.data?.rescanning ? lookAgainMs : false) })
  const trackers = query.data?.items ?? []
  const opened = trackers.find(({ id }) => id === openedId)
  const close = useCallback(() => void navigate({ search: {}, replace: true, resetScroll: false }), [navigate])
  const add = () => void navigate({ search: { tracker: 'new' } })
  return (
    <Page
      title="Trackers"
      lead={query.data && `${countOf(trackers.length, 'tracker')}. Each is a set of phrases that every call is scanned for.`}
      actions={
        <>
          <Button look="quiet" disabled={!trackers.length} onClick={() => download('trackers.csv', toCsv(trackers, csv))}>
            <DownloadIcon /> Export
          </Button>
          {mayWrite && (
            <Link from="/trackers" search={{ tracker: 'new' }} resetScroll={false} className={buttonClass('primary')}>
              Add a tracker
            </Link>
          )}
        </>
      }
      inspector={(opened || openedId === 'new') && <TrackerInspector key={openedId} tracker={opened ?? null} onClose={close} />}
    >
      {query.data && query.data.rescanning > 0 && (
        <div className="mb-5 max-w-md">
          <Progress label={`${countOf(query.data.rescanning, 'call')} left to scan again`} share={null} />
        </div>
      )}
      <Loaded query={query} shape={<TableShape rows={6} />}>
        {() =>
          trackers.length ? (
            <Table caption="Trackers" columns={columns} rows={trackers} keyOf={({ id }) => id} isCurrent={({ id }) => id === openedId} />
          ) : (
            <Empty title="No trackers yet." action={mayWrite && <Button onClick={add}>Add a tracker</Button>}>
              <p>A tracker is a name and the phrases that belong to it: “Competitors” with the names of your competitors, for example.</p>
              <p>Every call, past ones too, is scanned for whole words, whatever their case. Each hit leads to the words.</p>
            </Empty>
          )
        }
      </Loaded>
    </Page>
  )
}
