import type { Plan } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay } from '../../data/me.ts'
import { type planOrders, useOrderPlan } from '../../data/plans.ts'
import { Button } from '../../ui/button.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'

type Order = keyof typeof planOrders

const said: Record<Order, string> = {
  pause: 'Paused. Steps that are under way come to their end.',
  resume: 'Resumed.',
  stop: 'Stopped. What had not begun was left out.',
}

/** What can be told to a plan that was approved and has not ended. */
export const PlanOrders = ({ plan }: { plan: Plan }) => {
  const mayPlan = useMay('plans:write')
  const mayApprove = useMay('plans:approve')
  const tell = useOrderPlan()
  const button = (order: Order, words: string, busy: string) => (
    <Button
      busy={tell.isPending && tell.variables.order === order && busy}
      onClick={() => tell.mutate({ id: plan.id, order }, { onSuccess: () => say(said[order]), onError: error => sayTrouble(sentenceOf(error)) })}
    >
      {words}
    </Button>
  )
  const goesOn = plan.state === 'scheduled' || plan.state === 'approved' || plan.state === 'applying'
  if (!goesOn && plan.state !== 'paused') return null
  return (
    <>
      {goesOn && mayPlan && button('pause', 'Pause', 'Pausing…')}
      {plan.state === 'paused' && mayApprove && button('resume', 'Resume', 'Resuming…')}
      {mayPlan && button('stop', 'Stop', 'Stopping…')}
    </>
  )
}
