import type { Facts, StepDefinition } from '@rollcall/contract'
import type { Progress } from './lifecycle.tables.ts'
import type { Seen } from './means.ts'
import { compareFacts, factsIn, inWords, isProvable } from './step.ts'

type Judged = Pick<StepDefinition, 'action' | 'accountName' | 'connectionName' | 'before' | 'after' | 'via' | 'receiver' | 'route'>

const closes = new Set<StepDefinition['action']>(['deactivate_account', 'deactivate_identity'])

/** Whether what is known is as the step wants it; a login that is gone lets nobody in. `unshown`: what is known does not tell. */
export function holds({ action, after, via }: Judged, known: Facts): 'same' | 'different' | 'unshown' {
  if (action === 'assign_app') return compareFacts({ assigned: true }, known)
  const there = via === null ? 'same' : compareFacts({ assigned: !closes.has(action) }, known)
  if (there === 'different') return there
  const gone = closes.has(action) && (known.exists === false || known.status === 'deleted')
  const here = gone ? 'same' : compareFacts(after, known)
  return here === 'same' ? there : here
}

/** What a look before the change means: there is nothing to do, the plan rests on something else, or the change may be asked for. */
export function judgeBefore(
  step: Judged,
  { facts, version }: Seen,
  { progress, versions }: { progress: Progress; versions: readonly string[] },
): { kind: 'done' | 'moved' | 'go'; detail: string } {
  const { action, accountName, connectionName, before } = step
  const name = `${accountName} in ${connectionName}`
  if (!isProvable(step))
    return facts.exists === false ? { kind: 'moved', detail: `There is no ${name} any more; nothing was sent.` } : { kind: 'go', detail: '' }
  if (holds(step, facts) === 'same') {
    const what = facts.exists === false ? `There is no ${name} any more` : `${name} is ${inWords(step.after)}`
    return { kind: 'done', detail: progress === 'nothing' ? `${what} without us; nothing was sent.` : `${what}: an earlier request had done it.` }
  }
  if (action === 'create_account') {
    if (facts.exists !== true) return { kind: 'go', detail: '' }
    return { kind: 'moved', detail: `There is an account ${name} already: it is ${inWords(facts)}. Nothing was sent; plan a change of it instead.` }
  }
  if (facts.exists === false && step.via === null) return { kind: 'moved', detail: `There is no ${name} any more; nothing was sent.` }
  const moved = compareFacts(before, facts) === 'different'
  if (moved || (version !== null && versions.length > 0 && !versions.includes(version))) {
    const now = `${inWords(pick(before, facts))}${version === null ? '' : ` (version ${version})`}`
    const then = `${inWords(before)}${versions.length === 0 ? '' : ` (version ${versions.join(' or ')})`}`
    return { kind: 'moved', detail: `${name} changed after the plan was made: it is ${now}, and the plan rests on ${then}. Nothing was sent; make a new plan.` }
  }
  return { kind: 'go', detail: '' }
}

const pick = (wanted: Facts, facts: Facts): Facts => Object.fromEntries(factsIn(wanted).map(field => [field, facts[field]]))
