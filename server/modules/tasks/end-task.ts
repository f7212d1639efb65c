import type { Task } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { endWaitingStep } from '../lifecycle/index.ts'
import { whoActs, withTask } from './change-task.ts'
import { refuseEnded } from './task.ts'
import { findFiles, updateTask } from './tasks.queries.ts'

/** The step fails with the reason; its finding is open again, and the step can be tried anew. */
export const failTask = (ctx: Context, id: string, reason: string): Promise<Task> =>
  withTask(ctx, id, async row => {
    refuseEnded(row)
    const { name } = whoActs(ctx)
    await endWaitingStep(ctx, id, { state: 'failed', detail: `${name} says that it cannot be done: ${reason}`, statement: { by: name, reason } })
    await updateTask(ctx.db, id, { closed_at: ctx.clock.now() })
    await record(ctx, 'task.failed', id, { reason })
  })

/**
 * A second person vouches for what no read can show, with at least one file as evidence. The step is applied and stays unverified:
 * it was not seen, it was said.
 */
export const attestTask = (ctx: Context, id: string, statement: string): Promise<Task> =>
  withTask(ctx, id, async row => {
    const { actor } = ctx
    if (actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person attests. Open the task in the console.')
    refuseEnded(row)
    if (row.provable) throw new Refused('conflict', `Nobody has to vouch for this: the next complete read of ${row.connection_name} shows whether it was done.`)
    if (row.done_at === null) throw new Refused('conflict', 'Nobody has said that it is done yet. Whoever does it says so first.')
    if (row.done_by === null || row.done_by === actor.id)
      throw new Refused('second_person_needed', 'You said yourself that it is done. Another person has to vouch for it.')
    const files = await findFiles(ctx.db, id)
    if (files.length === 0) throw new Refused('conflict', 'There is no evidence to vouch for. Upload the answer or a screenshot first.')
    await endWaitingStep(ctx, id, {
      state: 'applied_unverified',
      detail: `Not verified, as no read can show it: ${row.done_by_name ?? ''} says that it is done, and ${actor.name} vouches for it.`,
      statement: { by: actor.name, statement, doneBy: row.done_by_name, files: files.map(({ name, sha256 }) => ({ name, sha256 })) },
    })
    await updateTask(ctx.db, id, { closed_at: ctx.clock.now() })
    await record(ctx, 'task.attested', id, { statement, files: files.map(({ sha256 }) => sha256) })
  })
