import type { AccountRow } from '@rollcall/connectors/kit'
import type { StepDefinition } from '@rollcall/contract'
import type { Progress } from './lifecycle.tables.ts'

type Judged = Pick<StepDefinition, 'action' | 'accountName' | 'connectionName' | 'before' | 'after' | 'precondition'>

/** Whether the account is as the step wants it; an account that is gone lets nobody in. */
export const isWanted = ({ action, after }: Pick<Judged, 'action' | 'after'>, seen: AccountRow | null): boolean =>
  action === 'deactivate_account' ? seen === null || seen.status === after.status || seen.status === 'deleted' : seen?.status === after.status

/** What a look at the account before the change means: there is nothing to do, the plan rests on something else, or the change may be asked for. */
export function judgeBefore(step: Judged, seen: AccountRow | null, progress: Progress): { kind: 'done' | 'moved' | 'go'; detail: string } {
  const { accountName, connectionName, before, precondition } = step
  const name = `${accountName} in ${connectionName}`
  if (isWanted(step, seen)) {
    const what = seen === null ? `There is no ${name} any more` : `${name} is ${seen.status}`
    return { kind: 'done', detail: progress === 'nothing' ? `${what} without us; nothing was sent.` : `${what}: an earlier request had done it.` }
  }
  if (seen === null) return { kind: 'moved', detail: `There is no ${name} any more; nothing was sent.` }
  if (seen.status !== before.status || seen.version !== precondition.version)
    return {
      kind: 'moved',
      detail: `${name} changed after the plan was made: it is ${seen.status} (version ${seen.version}), and the plan rests on ${before.status} (version ${precondition.version}). Nothing was sent; make a new plan.`,
    }
  return { kind: 'go', detail: '' }
}
