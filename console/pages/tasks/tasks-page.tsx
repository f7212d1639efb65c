import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { taskPages } from '../../data/tasks.ts'
import { Choice } from '../../ui/choice.tsx'
import { SearchField } from '../../ui/filter.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Table, TableShape } from '../../ui/table.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { tasksQuestion, type TasksSearch } from './address.ts'
import { NoTasks } from './no-tasks.tsx'
import { taskColumns } from './task-columns.tsx'
import { TaskInspector } from './task-inspector.tsx'

const route = getRouteApi('/shell/tasks')
const owners = [
  ['me', 'Mine'],
  ['anybody', 'Everybody’s'],
  ['nobody', 'Nobody’s'],
] as const
const states = [
  ['open', 'To do'],
  ['overdue', 'Overdue'],
  ['waits_for_proof', 'Waits for proof'],
  ['ended', 'Ended'],
  ['all', 'All'],
] as const

/** What has to be done by hand, by the day it is due. */
export const TasksPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(taskPages(tasksQuestion(search)))
  const tasks = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total
  const change = useCallback(
    (part: Partial<TasksSearch>) => void navigate({ search: before => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  )
  const close = useCallback(() => change({ task: undefined }), [change])
  const [typed, setTyped] = useTyped(
    search.q ?? '',
    useCallback(q => change({ q: q || undefined }), [change]),
  )
  return (
    <Page
      title="Tasks"
      lead={total !== undefined && `${countOf(total, 'task')}: what somebody does by hand, and what the next read proves.`}
      inspector={search.task !== undefined && <TaskInspector key={search.task} id={search.task} onClose={close} />}
    >
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <SearchField label="Search people and apps" value={typed} onChange={setTyped} className="w-full sm:w-72" />
        <div className="filter-strip">
          {' '}
          <Choice label="Whose" options={owners} value={search.owner ?? 'me'} onChange={owner => change({ owner: owner === 'me' ? undefined : owner })} />
          <Choice label="State" options={states} value={search.state ?? 'open'} onChange={state => change({ state: state === 'open' ? undefined : state })} />
        </div>
      </search>
      <Loaded query={query} shape={<TableShape rows={8} />}>
        {() =>
          tasks.length ? (
            <>
              <Table caption="Tasks" columns={taskColumns} rows={tasks} keyOf={({ id }) => id} isCurrent={({ id }) => id === search.task} />
              <More
                shown={tasks.length}
                total={total ?? 0}
                noun={['task', 'tasks']}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : (
            <NoTasks search={search} onAll={() => void navigate({ search: { owner: 'anybody', state: 'all' }, replace: true })} />
          )
        }
      </Loaded>
    </Page>
  )
}
