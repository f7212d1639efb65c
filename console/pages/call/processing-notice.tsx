import type { Engagement, EngagementState } from '@rollcall/contract'
import { StateMark } from '../../ui/state-mark.tsx'

const steps: readonly (readonly [EngagementState, string, string])[] = [
  ['received', 'Received', 'Received'],
  ['analysed', 'Reading for trackers and measures', 'Read'],
  ['matched', 'Looking for its account', 'Matched'],
]

/** While the call is worked on: what is done, what is under way, what is left. The page may be left meanwhile. */
export const ProcessingNotice = ({ state, failure }: Pick<Engagement, 'state' | 'failure'>) => {
  if (state === 'failed')
    return (
      <p role="alert" className="mb-4 border-l-2 border-warm py-1 pl-4 text-warm">
        {failure ?? 'The call could not be read.'}
      </p>
    )
  const done = steps.findIndex(([step]) => step === state)
  if (done === steps.length - 1) return null
  return (
    <ol aria-label="Progress" aria-live="polite" className="mb-4 flex flex-wrap gap-x-6 gap-y-1 border-t border-line py-3">
      {steps.map(([step, doing, finished], index) => (
        <li key={step}>
          {index <= done ? (
            <StateMark shape="check" tone="ink">
              {finished}
            </StateMark>
          ) : (
            <StateMark shape={index === done + 1 ? 'arc' : 'ring'} tone="soft">
              {doing}
            </StateMark>
          )}
        </li>
      ))}
    </ol>
  )
}
