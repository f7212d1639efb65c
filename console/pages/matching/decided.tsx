import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { MatchDecision } from '@rollcall/contract'
import { matchDecisionPages } from '../../data/matching.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { More } from '../../ui/more.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'

const columns: readonly Column<MatchDecision>[] = [
  {
    id: 'sentence',
    head: 'Decision',
    className: 'w-full',
    cell: ({ id, sentence, reason }) => (
      <div className="grid gap-0.5">
        <Link
          from="/matching"
          search={before => ({ ...before, decision: id })}
          resetScroll={false}
          data-row-link
          className="row-link font-strong wrap-anywhere"
        >
          {sentence}
        </Link>
        {reason && <span className="text-soft">{reason}</span>}
      </div>
    ),
  },
  { id: 'state', head: 'State', from: 'sm', cell: decision => <DecisionMark decision={decision} /> },
  { id: 'by', head: 'By', from: 'xl', className: 'wrap-anywhere', cell: ({ decidedBy }) => decidedBy },
  { id: 'at', head: 'Decided', from: 'sm', className: 'whitespace-nowrap', cell: ({ decidedAt }) => <Time at={decidedAt} className="text-soft" /> },
]

export const DecisionMark = ({ decision }: { decision: MatchDecision }) =>
  decision.undoneAt ? (
    <StateMark shape="cross" tone="soft">
      Taken back
    </StateMark>
  ) : (
    <StateMark shape="dot" tone="ink">
      Stands
    </StateMark>
  )

/** What people decided, newest first. */
export const Decided = ({ opened }: { opened: string | undefined }) => {
  const query = useInfiniteQuery(matchDecisionPages)
  const decisions = query.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Loaded query={query} shape={<TableShape rows={8} />}>
      {() =>
        decisions.length ? (
          <>
            <Table caption="Decisions" columns={columns} rows={decisions} keyOf={({ id }) => id} isCurrent={({ id }) => id === opened} />
            <More
              shown={decisions.length}
              total={query.data?.pages[0]?.total ?? 0}
              noun={['decision', 'decisions']}
              hasMore={query.hasNextPage}
              loading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        ) : (
          <Empty title="Nothing was decided yet.">
            <p>What people decide about whose login is whose is kept here with who, when and why, and can be taken back.</p>
          </Empty>
        )
      }
    </Loaded>
  )
}
