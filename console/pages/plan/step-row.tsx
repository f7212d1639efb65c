import type { Plan, Step } from '@rollcall/contract'
import { useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { ArrowIcon, ChevronIcon } from '../../ui/icons.tsx'
import { actionWords, factsInWords, routeWords, StepMark, whatOf } from '../vocabulary/roll-words.tsx'
import { StepDetails } from './step-details.tsx'

/** The columns of the diff, shared by its head and its rows. */
export const stepGrid =
  'flex flex-wrap items-baseline gap-x-5 gap-y-1 lg:grid lg:grid-cols-[1.25rem_minmax(13rem,1.3fr)_minmax(11rem,1fr)_minmax(0,1.5fr)_6.5rem_10.5rem]'

interface StepRowProps {
  plan: Pick<Plan, 'id' | 'hash' | 'state'>
  step: Step
  /** Every step is open while the plan is printed. */
  printed: boolean
}

const afterWords = (orders: readonly number[]) => `Only after step ${orders.map(order => order + 1).join(' and ')}`

/** One line of the diff: what changes, from what, to what, by which route, why that route, and whether it can be undone. */
export const StepRow = ({ plan, step, printed }: StepRowProps) => {
  const [opened, setOpened] = useState(false)
  const open = opened || printed
  const before = factsInWords(step.before).join(', ')
  const after = factsInWords(step.after).join(', ')
  return (
    <li className="border-b border-line break-inside-avoid">
      <div className={classNames(stepGrid, 'relative py-2.5 hover:bg-hover')}>
        <ChevronIcon className={classNames('screen-only absolute top-3 right-1 size-3 text-faint lg:static lg:self-center', open && 'rotate-90')} />
        <button
          type="button"
          aria-expanded={open}
          data-row-link
          onClick={() => setOpened(!opened)}
          className="row-link min-w-0 pr-6 text-left max-lg:basis-full lg:pr-0"
        >
          <span className="text-soft">{actionWords[step.action]}</span> <span className="font-strong">{step.personName}</span>
          <span className="text-soft">
            {whatOf(step)} in {step.connectionName}
          </span>
          {step.handle !== null && <span className="block text-meta wrap-anywhere text-soft">Account {step.handle}</span>}
          {step.deletes && <span className="block text-meta text-warm">Deletes the account for good</span>}
          {step.simulated && <span className="block text-meta text-faint">Simulated: nothing is sent</span>}
          {step.held && step.state === 'planned' && <span className="block text-meta text-faint">Waits for an approval of its own</span>}
          {step.dependsOn.length > 0 && <span className="block text-meta text-faint">{afterWords(step.dependsOn)}</span>}
        </button>
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 font-mono text-meta">
          <span className="sr-only">From</span>
          {before && (
            <>
              <del className="text-faint decoration-faint">{before}</del>
              <ArrowIcon className="size-3 shrink-0 text-faint" />
            </>
          )}
          <span className="sr-only">to</span>
          <ins className="font-strong no-underline">{after}</ins>
        </p>
        <p className="min-w-0 text-soft max-lg:order-1 max-lg:basis-full lg:truncate">
          <span className="text-ink">{routeWords[step.route]}</span> <span title={step.routeReason}>{step.routeReason}</span>
        </p>
        <p className={step.undo.possible ? 'text-soft' : 'text-ink'}>{step.undo.possible ? 'Can be undone' : 'Not undoable'}</p>
        <p>
          <StepMark state={step.state} />
        </p>
        {step.state !== 'planned' && !open && (
          <p
            className={classNames(
              'text-meta max-lg:order-1 max-lg:basis-full lg:col-start-2 lg:col-end-7',
              step.state === 'failed' || step.state === 'waiting_for_person' ? 'text-warm' : 'text-faint',
            )}
          >
            {step.detail}
          </p>
        )}
      </div>
      {open && <StepDetails plan={plan} step={step} />}
    </li>
  )
}
