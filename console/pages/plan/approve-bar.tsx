import type { Plan } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useMay, useMe } from '../../data/me.ts'
import { useApprovePlan } from '../../data/plans.ts'
import { Button } from '../../ui/button.tsx'
import { Hash } from '../../ui/copyable.tsx'
import { count } from '../../ui/numbers.ts'
import { absolute } from '../../ui/time.tsx'
import { say } from '../../ui/toasts.tsx'
import { approveWords } from './approve-words.ts'

const undoWords = ({ steps }: Plan) => {
  const undoable = steps.filter(({ undo }) => undo.possible).length
  if (undoable === steps.length) return 'Every step can be undone.'
  return undoable ? `${count(undoable)} of ${count(steps.length)} steps can be undone.` : 'None of the steps can be undone.'
}

/** The one place where something begins to change. It stays in sight, and says exactly what it does. */
export const ApproveBar = ({ plan }: { plan: Plan }) => {
  const me = useMe()
  const mayApprove = useMay('plans:approve')
  const approve = useApprovePlan()
  const own = plan.approvals.some(({ userId }) => userId === me?.user.id)
  const left = Math.max(...plan.requirements.map(({ needed, given }) => needed - given))
  return (
    <div className="screen-only sticky bottom-14 z-10 mt-8 flex flex-wrap items-center justify-between gap-x-8 gap-y-3 rounded-large border border-line bg-raised px-5 py-4 shadow-lifted md:bottom-4">
      <div className="grid max-w-prose gap-1" aria-live="polite">
        {approve.error ? (
          <p className="text-warm">{sentenceOf(approve.error)}</p>
        ) : (
          <p>
            {left > 1
              ? 'A second person has to approve after you; only then it starts.'
              : plan.startsAt
                ? `It begins on ${absolute(plan.startsAt)} in your time zone, if everything still holds then.`
                : 'The run starts as soon as you approve.'}{' '}
            {undoWords(plan)}
          </p>
        )}
        <p className="flex items-center gap-1.5 text-meta text-faint">
          You approve exactly this plan: <Hash value={plan.hash} label="the hash of this plan" />
        </p>
      </div>
      {own ? (
        <p className="text-soft">You have approved. Another person has to approve as well.</p>
      ) : (
        mayApprove && (
          <Button
            look="primary"
            busy={approve.isPending && 'Approving…'}
            onClick={() => approve.mutate({ id: plan.id, hash: plan.hash }, { onSuccess: () => say('Approved.') })}
          >
            {approveWords(plan)}
          </Button>
        )
      )}
    </div>
  )
}
