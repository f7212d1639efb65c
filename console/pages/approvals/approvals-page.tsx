import { useQuery } from '@tanstack/react-query'
import type { WaitingApproval } from '@rollcall/contract'
import { Link } from '@tanstack/react-router'
import { waitingQuery } from '../../data/approvals.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table, TableShape, type Column } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { SubstituteSection } from './substitute-section.tsx'

/** What would be touched at most: `3 people in Salesforce and Zoom; 1 step cannot be undone`. */
const reach = ({ people, apps, irreversible }: WaitingApproval) =>
  `${countOf(people, 'person', 'people')} in ${apps.length > 3 ? countOf(apps.length, 'app') : apps.join(' and ')}${
    irreversible ? `; ${countOf(irreversible, 'step')} cannot be undone` : ''
  }`

const columns: Column<WaitingApproval>[] = [
  {
    id: 'plan',
    head: 'Plan',
    className: 'w-full',
    cell: ({ plan, why }) => (
      <div className="grid gap-0.5">
        <Link to="/plans/$id" params={{ id: plan.id }} data-row-link className="row-link font-strong">
          {plan.title}
        </Link>
        <span className="text-meta text-soft">{why}</span>
      </div>
    ),
  },
  {
    id: 'reach',
    head: 'Touches',
    from: 'md',
    className: 'min-w-56',
    cell: waiting => <span className={waiting.irreversible ? 'text-warm' : 'text-soft'}>{reach(waiting)}</span>,
  },
  { id: 'steps', head: 'Waiting', from: 'sm', className: 'whitespace-nowrap tabular-nums', cell: ({ steps }) => countOf(steps, 'step') },
  {
    id: 'age',
    head: 'Made',
    from: 'sm',
    className: 'whitespace-nowrap tabular-nums',
    cell: ({ plan }) => <Time at={plan.createdAt} className="text-soft" />,
  },
]

/** Everything that waits for whoever looks, oldest first, and why it needs them. */
export const ApprovalsPage = () => {
  const query = useQuery(waitingQuery)
  return (
    <Page
      title="Approvals"
      lead="Plans that wait for you. Nothing of them has been changed yet."
      actions={
        <Link to="/plans" className={buttonClass('quiet')}>
          All plans
        </Link>
      }
    >
      <Loaded query={query} shape={<TableShape rows={4} />}>
        {({ items }) =>
          items.length ? (
            <Table caption="Approvals" columns={columns} rows={items} keyOf={({ plan }) => plan.id} />
          ) : (
            <Empty
              title="Nothing waits for you."
              action={
                <Link to="/findings" className={buttonClass()}>
                  Look at the findings
                </Link>
              }
            >
              <p>A plan comes here when a policy asks for you, or when anybody who may approve plans can. Plans about your own account never do.</p>
            </Empty>
          )
        }
      </Loaded>
      <div className="mt-10">
        <SubstituteSection />
      </div>
    </Page>
  )
}
