import { useQuery } from '@tanstack/react-query'
import type { Plan } from '@rollcall/contract'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay, useMe } from '../../data/me.ts'
import { planQuery, useDiscardPlan, useDraftUndo } from '../../data/plans.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Hash } from '../../ui/copyable.tsx'
import { BackIcon, PrintIcon, UndoIcon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { TableShape } from '../../ui/table.tsx'
import { absolute, Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { PlanMark, planStates } from '../vocabulary/roll-words.tsx'
import { ApproveBar } from './approve-bar.tsx'
import { forWhom } from './approve-words.ts'
import { GuardsSection } from './guards-section.tsx'
import { PlanComments } from './plan-comments.tsx'
import { PlanProgress } from './plan-progress.tsx'
import { PlanOrders } from './plan-orders.tsx'
import { StepsList } from './steps-list.tsx'
import { usePrint } from './use-print.ts'

const route = getRouteApi('/shell/plans/$id')
const lookAgainMs = 2_000

const isRunning = (plan: Plan | undefined) => plan?.state === 'approved' || plan?.state === 'applying'

/** A plan as a diff: read line by line, approved as a whole, watched while it runs, printed as the certificate of what was done. */
export const PlanPage = () => {
  const { id } = route.useParams()
  return <OnePlan key={id} id={id} />
}

const OnePlan = ({ id }: { id: string }) => {
  const query = useQuery({ ...planQuery(id), refetchInterval: ({ state }) => (isRunning(state.data) ? lookAgainMs : false) })
  const printing = usePrint(query.data)
  const plan = query.data
  return (
    <Page
      title={plan?.title ?? 'Plan'}
      lead={plan && <Lead plan={plan} />}
      above={
        <Link to="/plans" className="screen-only mb-3 inline-flex items-center gap-1.5 rounded-small text-faint hover:text-ink">
          <BackIcon /> Plans
        </Link>
      }
      actions={
        plan && (
          <>
            <Button look="quiet" busy={printing.gathering && 'Gathering evidence…'} onClick={() => void printing.print()}>
              <PrintIcon /> Print
            </Button>
            <PlanOrders plan={plan} />
            {plan.startedAt && (
              <Link to="/plans/$id/certificate" params={{ id: plan.id }} className={buttonClass('quiet')}>
                Certificate
              </Link>
            )}
            <PlanActions plan={plan} />
          </>
        )
      }
    >
      <Loaded query={query} shape={<TableShape rows={7} />}>
        {loaded => <PlanBody plan={loaded} printedAt={printing.printedAt} />}
      </Loaded>
    </Page>
  )
}

const Lead = ({ plan }: { plan: Plan }) => (
  <div className="grid gap-1">
    <p className="flex flex-wrap items-baseline gap-x-3">
      <PlanMark plan={plan} />
      {plan.detail !== `${planStates[plan.state]}.` && <span>{plan.detail}</span>}
    </p>
    <p className="flex flex-wrap items-center gap-x-3 text-meta text-faint">
      <span>
        {countOf(plan.stepCount, 'step')} for {forWhom(plan)}
      </span>
      <span className="screen-only">
        made by {plan.createdBy} <Time at={plan.createdAt} />
      </span>
      <span className="print-only">
        made by {plan.createdBy}, {absolute(plan.createdAt)}
        {plan.startedAt && `; begun ${absolute(plan.startedAt)}`}
        {plan.endedAt && `; ended ${absolute(plan.endedAt)}`}
      </span>
      {plan.startsAt && (
        <span>
          begins <time dateTime={plan.startsAt}>{absolute(plan.startsAt)}</time> in your time zone
        </span>
      )}
      <span className="inline-flex items-center gap-1.5">
        SHA-256 <Hash value={plan.hash} label="the hash of this plan" />
      </span>
      {plan.undoes && (
        <Link to="/plans/$id" params={{ id: plan.undoes }} className="text-accent hover:underline">
          Undoes an earlier plan
        </Link>
      )}
      {plan.undonePlanId && (
        <Link to="/plans/$id" params={{ id: plan.undonePlanId }} className="text-accent hover:underline">
          There is a plan that undoes it
        </Link>
      )}
    </p>
  </div>
)

const PlanBody = ({ plan, printedAt }: { plan: Plan; printedAt: string | null }) => {
  const workspace = useMe()?.workspace.name
  return (
    <>
      {printedAt && (
        <p className="print-only mb-4">
          {workspace}, printed from Rollcall on {absolute(printedAt)}
        </p>
      )}
      {plan.startedAt && <PlanProgress plan={plan} />}
      <StepsList plan={plan} printed={printedAt !== null} />
      <GuardsSection plan={plan} />
      <PlanComments planId={plan.id} />
      {plan.state === 'draft' && <ApproveBar plan={plan} />}
    </>
  )
}

const PlanActions = ({ plan }: { plan: Plan }) => {
  const mayPlan = useMay('plans:write')
  const navigate = useNavigate()
  const discard = useDiscardPlan()
  const undo = useDraftUndo()
  const onError = (error: Error) => sayTrouble(sentenceOf(error))
  const undoable = plan.steps.some(({ state, undo: { possible } }) => possible && (state === 'verified' || state === 'applied_unverified'))
  if (!mayPlan) return null
  if (plan.state === 'draft')
    return (
      <Button
        busy={discard.isPending && 'Discarding…'}
        onClick={() => discard.mutate(plan.id, { onSuccess: () => say('Discarded. Its findings are open again.'), onError })}
      >
        Discard
      </Button>
    )
  if (!undoable || plan.undonePlanId || (plan.state !== 'done' && plan.state !== 'stopped')) return null
  return (
    <Button
      busy={undo.isPending && 'Planning…'}
      onClick={() => undo.mutate(plan.id, { onSuccess: ({ id }) => void navigate({ to: '/plans/$id', params: { id } }), onError })}
    >
      <UndoIcon /> Plan the undo
    </Button>
  )
}
