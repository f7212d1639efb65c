import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Evidence, Plan, Step } from '@rollcall/contract'
import { sentenceOf } from '../../data/api-problem.ts'
import { useApproveStep } from '../../data/approvals.ts'
import { useMay } from '../../data/me.ts'
import { useState } from 'react'
import { evidenceQuery, useAttestStep, useRetryStep } from '../../data/plans.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Hash } from '../../ui/copyable.tsx'
import { TextField } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Fact, Facts } from '../../ui/section.tsx'
import { absolute, Time } from '../../ui/time.tsx'
import { say, sayTrouble } from '../../ui/toasts.tsx'
import { ConsolePictures } from '../vocabulary/console-pictures.tsx'
import { routeWords } from '../vocabulary/roll-words.tsx'

/** Everything that decided a step, and everything that proves it. */
export const StepDetails = ({ plan, step }: { plan: Pick<Plan, 'id' | 'hash' | 'state'>; step: Step }) => {
  const planId = plan.id
  const retry = useRetryStep()
  const mayRetry = useMay('plans:approve')
  return (
    <div className="grid gap-4 pt-1 pb-5 lg:pl-10">
      <Facts>
        <Fact term="Now">
          {step.detail}
          {step.attempts > 1 && ` ${countOf(step.attempts, 'attempt')}.`}
        </Fact>
        <Fact term="Why">{step.reason}</Fact>
        <Fact term="Account">
          {step.accountName} <span className="text-faint">in {step.connectionName}</span>
        </Fact>
        <Fact term="Route">
          {routeWords[step.route]}. {step.routeReason}
        </Fact>
        {step.passedOver.map(({ route, why }) => (
          <Fact key={route} term={`Not by ${routeWords[route]}`}>
            <span className="text-soft">{why}</span>
          </Fact>
        ))}
        <Fact term="Only if">
          {step.precondition.statement} <span className="font-mono text-meta text-faint">{step.precondition.version}</span>
        </Fact>
        <Fact term="Undo">{step.undo.how}</Fact>
      </Facts>
      {step.message && (
        <pre className="overflow-x-auto rounded-base bg-rail px-3 py-2 font-mono text-meta whitespace-pre-wrap">{`To: ${step.message.to}\nSubject: ${step.message.subject}\n\n${step.message.body}`}</pre>
      )}
      {step.held && step.state === 'planned' && (plan.state === 'approved' || plan.state === 'applying') && mayRetry && <ApproveStep plan={plan} step={step} />}
      {step.state === 'waiting_for_person' && !step.provable && <AttestForm planId={planId} stepId={step.id} />}
      {(step.state === 'failed' || (step.state === 'applied_unverified' && step.provable)) && mayRetry && (
        <div className="screen-only">
          <Button
            busy={retry.isPending && 'Trying…'}
            onClick={() =>
              retry.mutate(
                { id: planId, stepId: step.id },
                { onSuccess: () => say('The step is tried again.'), onError: error => sayTrouble(sentenceOf(error)) },
              )
            }
          >
            Try this step again
          </Button>
        </div>
      )}
      {step.state === 'waiting_for_person' && (
        <p className="screen-only">
          <Link to="/tasks" search={{ owner: 'anybody', state: 'all', task: step.id }} className={buttonClass()}>
            Open its task
          </Link>
        </p>
      )}
      {(step.attempts > 0 || step.route === 'manual') && <EvidenceList planId={planId} step={step} />}
    </div>
  )
}

/** Of an app where each step is approved by itself. */
const ApproveStep = ({ plan, step }: { plan: Pick<Plan, 'id' | 'hash'>; step: Step }) => {
  const approve = useApproveStep()
  return (
    <div className="screen-only">
      <Button
        look="primary"
        busy={approve.isPending && 'Approving…'}
        onClick={() =>
          approve.mutate(
            { id: plan.id, stepId: step.id, hash: plan.hash },
            { onSuccess: () => say('Approved. The step begins when its turn has come.'), onError: error => sayTrouble(sentenceOf(error)) },
          )
        }
      >
        Approve this step
      </Button>
    </div>
  )
}

/** Where no read can show it, whoever did it says so; their words are the evidence. */
const AttestForm = ({ planId, stepId }: { planId: string; stepId: string }) => {
  const [statement, setStatement] = useState('')
  const mayPlan = useMay('plans:write')
  const attest = useAttestStep()
  if (!mayPlan) return null
  return (
    <form
      className="screen-only grid max-w-prose gap-2"
      onSubmit={event => {
        event.preventDefault()
        attest.mutate(
          { id: planId, stepId, statement },
          { onSuccess: () => say('Noted. No read can show it, so it stays unverified.'), onError: error => sayTrouble(sentenceOf(error)) },
        )
      }}
    >
      <TextField
        label="What was done, and how can it be seen?"
        value={statement}
        onChange={event => setStatement(event.target.value)}
        minLength={3}
        maxLength={2000}
        required
      />
      <div>
        <Button type="submit" busy={attest.isPending && 'Noting…'}>
          Say that it is done
        </Button>
      </div>
    </form>
  )
}

const kinds: Record<Evidence['kind'], string> = {
  precondition_read: 'Read before',
  request: 'Change',
  verification_read: 'Read again',
  error: 'Refusal',
  file: 'File',
  statement: 'Said by a person',
}

const EvidenceList = ({ planId, step }: { planId: string; step: Step }) => {
  const query = useQuery(evidenceQuery(planId, step.id))
  return (
    <section aria-label="Evidence" className="grid gap-2">
      <h3 className="text-meta text-faint">Evidence</h3>
      <Loaded query={query}>
        {({ items }) => (
          <ol className="grid gap-2">
            {items.map(item => (
              <li key={item.id}>
                <details className="group">
                  <summary className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 rounded-small">
                    <span className="w-24 font-strong">{kinds[item.kind]}</span>
                    <span className="min-w-0 flex-1 basis-60">{item.summary}</span>
                    <Time at={item.at} className="screen-only text-meta text-faint" />
                    <span className="print-only text-meta">{absolute(item.at)}</span>
                  </summary>
                  <pre className="mt-2 overflow-x-auto rounded-base bg-rail px-3 py-2 font-mono text-meta whitespace-pre-wrap">{item.content}</pre>
                </details>
                <p className="flex min-h-6 items-center gap-2 text-meta text-faint">
                  SHA-256 <Hash value={item.sha256} label="the SHA-256 of this evidence" />
                </p>
                <ConsolePictures app={step.connectionName} screenshots={item.screenshots} />
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </section>
  )
}
