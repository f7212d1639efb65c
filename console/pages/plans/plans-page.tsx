import { useInfiniteQuery } from '@tanstack/react-query'
import type { PlanSummary } from '@rollcall/contract'
import { getRouteApi, Link } from '@tanstack/react-router'
import { planPages, readAllPlans } from '../../data/plans.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { download, toCsv, type CsvColumn } from '../../ui/csv.ts'
import { FilterSelect } from '../../ui/filter.tsx'
import { DownloadIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { count, countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { sayTrouble } from '../../ui/toasts.tsx'
import { FightsNotice } from './fights-notice.tsx'
import { PlanMark, planStates } from '../vocabulary/roll-words.tsx'

const route = getRouteApi('/shell/plans')
const states = Object.entries(planStates) as [keyof typeof planStates, string][]

const columns: Column<PlanSummary>[] = [
  {
    id: 'title',
    head: 'Plan',
    className: 'w-full',
    cell: plan => (
      <div className="grid gap-0.5">
        <Link to="/plans/$id" params={{ id: plan.id }} data-row-link className="row-link font-strong">
          {plan.title}
        </Link>
        <span className="text-meta sm:hidden">
          <PlanMark plan={plan} />
        </span>
      </div>
    ),
  },
  { id: 'state', head: 'State', from: 'sm', cell: plan => <PlanMark plan={plan} /> },
  {
    id: 'steps',
    head: 'Steps',
    from: 'sm',
    className: 'whitespace-nowrap tabular-nums',
    cell: ({ stepCount, verifiedCount, failedCount }) => (
      <span className="text-soft">
        {verifiedCount ? `${count(verifiedCount)} of ${countOf(stepCount, 'step')} verified` : countOf(stepCount, 'step')}
        {failedCount > 0 && <span className="text-warm">, {count(failedCount)} failed</span>}
      </span>
    ),
  },
  { id: 'by', head: 'By', from: 'lg', className: 'whitespace-nowrap', cell: ({ createdBy }) => <span className="text-soft">{createdBy}</span> },
  { id: 'when', head: 'Made', from: 'md', className: 'whitespace-nowrap tabular-nums', cell: ({ createdAt }) => <Time at={createdAt} className="text-soft" /> },
]

const csv: CsvColumn<PlanSummary>[] = [
  { head: 'Title', value: plan => plan.title },
  { head: 'State', value: plan => plan.state },
  { head: 'Steps', value: plan => plan.stepCount },
  { head: 'Verified', value: plan => plan.verifiedCount },
  { head: 'Failed', value: plan => plan.failedCount },
  { head: 'Made at', value: plan => plan.createdAt },
  { head: 'Made by', value: plan => plan.createdBy },
  { head: 'SHA-256', value: plan => plan.hash },
]

/** All plans, newest first: what waits for approval, what runs, what was done. */
export const PlansPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(planPages(search))
  const plans = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total
  const exportAll = () =>
    readAllPlans(search).then(
      rows => download('plans.csv', toCsv(rows, csv)),
      (error: Error) => sayTrouble(error.message),
    )
  return (
    <Page
      title="Plans"
      lead={total !== undefined && `${countOf(total, 'plan')}. A plan changes nothing until a person approves exactly what it says.`}
      actions={
        <>
          <Button look="quiet" onClick={() => void exportAll()} disabled={!total}>
            <DownloadIcon /> Export
          </Button>
          <Link to="/findings" className={buttonClass('primary')}>
            Plan from findings
          </Link>
        </>
      }
    >
      <FightsNotice />
      <search className="mb-4 flex gap-2">
        <FilterSelect
          label="State"
          any="Any state"
          options={states}
          value={search.state}
          onChange={state => void navigate({ search: state ? { state } : {}, replace: true })}
        />
      </search>
      <Loaded query={query} shape={<TableShape rows={8} />}>
        {() =>
          plans.length ? (
            <>
              <Table caption="Plans" columns={columns} rows={plans} keyOf={({ id }) => id} />
              <More
                shown={plans.length}
                total={total ?? 0}
                noun={['plan', 'plans']}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : search.state ? (
            <Empty title="No plan is in this state." action={<Button onClick={() => void navigate({ search: {}, replace: true })}>Show all plans</Button>}>
              <p>Plans that were done, stopped or discarded stay here for good.</p>
            </Empty>
          ) : (
            <Empty
              title="No plans yet."
              action={
                <Link to="/findings" className={buttonClass()}>
                  Look at the findings
                </Link>
              }
            >
              <p>A plan is made of findings. It lists every step, by which route it goes and whether it can be undone; then it waits for an approval.</p>
            </Empty>
          )
        }
      </Loaded>
    </Page>
  )
}
