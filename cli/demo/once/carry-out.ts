import { approvePlan, type Plan, readPlan, type Step } from '@rollcall/contract'
import type { Client } from '../../client.ts'
import { type Job, type Ledger, verify } from './ledger.ts'
import { waitUntil } from './wait-until.ts'

const ended: ReadonlySet<Plan['state']> = new Set(['done', 'stopped', 'stale', 'discarded'])

/** As well as a step can end: it was seen to be done, or it is one that no read can show. */
const isWell = ({ state, provable }: Step): boolean => state === 'verified' || (state === 'applied_unverified' && !provable)

/** Approves exactly the hash that was drafted, and waits until every step has been seen to be done. `byHand` does what waits for a person. */
export async function carryOut(client: Client, ledger: Ledger, { id, hash, steps }: Plan, job: Job, byHand?: (step: Step) => Promise<void>): Promise<void> {
  await ledger.step(job, 'approve', async () => {
    const { approvals, approvalsNeeded } = await client.call(approvePlan, { params: { id }, body: { hash } })
    verify(approvals.length === approvalsNeeded, `The plan needs ${approvalsNeeded} approvals and has ${approvals.length}.`)
    return { count: approvals.length, seen: `Approved by ${approvals.map(({ userName }) => userName).join(', ')}, by its hash.` }
  })
  await ledger.step(job, 'apply and verify', async () => {
    const handled = new Set<string>()
    const look = async () => {
      const plan = await client.call(readPlan, { params: { id } })
      for (const step of plan.steps.filter(each => each.state === 'waiting_for_person' && !handled.has(each.id))) {
        handled.add(step.id)
        await byHand?.(step)
      }
      return plan
    }
    const plan = await waitUntil(
      look,
      ({ state }) => ended.has(state),
      ({ state, detail }) => `The plan is still ${state}: ${detail}`,
    )
    const open = plan.steps.find(step => !isWell(step))
    verify(
      open === undefined,
      `${open?.accountName ?? ''} in ${open?.connectionName ?? ''} was not verified (${(open?.state ?? '').replaceAll('_', ' ')}): ${open?.detail ?? ''}`,
    )
    verify(plan.state === 'done', `The plan is ${plan.state}: ${plan.detail}`)
    return { count: steps.length, seen: sentenceOf(plan) }
  })
}

function sentenceOf({ steps }: Plan): string {
  const unseen = steps.filter(({ state }) => state !== 'verified').length
  const byPerson = steps.some(({ route, provable }) => route === 'manual' && provable)
  return [
    'Each was read again after it was applied, by a request of its own.',
    ...(byPerson ? ['What a person did was seen by the next read.'] : []),
    ...(unseen === 0 ? [] : [`${unseen} no read can show: the vendor accepted them.`]),
  ].join(' ')
}
