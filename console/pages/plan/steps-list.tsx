import type { Plan, Step } from '@rollcall/contract'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { countOf } from '../../ui/numbers.ts'
import { stepGrid, StepRow } from './step-row.tsx'

const groupings = {
  person: (step: Step) => step.personName,
  app: (step: Step) => step.connectionName,
} as const

/** The steps as they are taken, under each person or each app. With one of either there is nothing to group. */
export const StepsList = ({ plan, printed }: { plan: Plan; printed: boolean }) => {
  const people = Map.groupBy(plan.steps, groupings.person)
  const apps = Map.groupBy(plan.steps, groupings.app)
  const [by, setBy] = useState<keyof typeof groupings>(people.size > 1 ? 'person' : 'app')
  const groups = by === 'person' ? people : apps
  return (
    <section aria-label="Steps">
      {people.size > 1 && apps.size > 1 && (
        <div className="screen-only mb-3 flex gap-2" role="group" aria-label="Group the steps">
          <Button look={by === 'person' ? 'plain' : 'quiet'} aria-pressed={by === 'person'} onClick={() => setBy('person')}>
            By person
          </Button>
          <Button look={by === 'app' ? 'plain' : 'quiet'} aria-pressed={by === 'app'} onClick={() => setBy('app')}>
            By app
          </Button>
        </div>
      )}
      <div className={`${stepGrid} border-b border-line pb-2 text-meta text-faint max-lg:hidden`} aria-hidden="true">
        <span className="col-start-2">What changes</span>
        <span>From and to</span>
        <span>Route, and why</span>
        <span>Undo</span>
        <span>State</span>
      </div>
      {[...groups].map(([name, steps]) => (
        <div key={name}>
          {groups.size > 1 && (
            <h2 className="flex items-baseline gap-3 border-b border-line pt-5 pb-2 text-body">
              {name} <span className="text-meta text-faint">{countOf(steps.length, 'step')}</span>
            </h2>
          )}
          <ol className="max-lg:border-t max-lg:border-line">
            {steps.map(step => (
              <StepRow key={step.id} plan={plan} step={step} printed={printed} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}
