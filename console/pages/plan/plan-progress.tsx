import type { Plan, StepState } from '@rollcall/contract'
import { count, countOf } from '../../ui/numbers.ts'
import { Progress } from '../../ui/progress.tsx'

/** How far a run is, in counts. The page may be left meanwhile. */
export const PlanProgress = ({ plan }: { plan: Plan }) => {
  const inState = (...states: StepState[]) => plan.steps.filter(({ state }) => states.includes(state)).length
  const verified = inState('verified', 'skipped')
  const parts = [
    [inState('applied_unverified'), 'applied but unverified'],
    [inState('failed'), 'failed'],
    [inState('waiting_for_person'), 'waiting for a person'],
    [inState('applying'), 'under way'],
  ] as const
  const rest = parts.filter(([many]) => many > 0).map(([many, words]) => `${count(many)} ${words}`)
  return (
    <div className="mb-6 max-w-3xl">
      <Progress
        tone="proof"
        share={plan.steps.length ? verified / plan.steps.length : 0}
        label={[`${count(verified)} of ${countOf(plan.steps.length, 'step')} verified`, ...rest].join(', ')}
      />
    </div>
  )
}
