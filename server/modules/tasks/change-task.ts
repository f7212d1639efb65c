import type { Task } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { refuseWhoLeft } from '../directory/index.ts'
import { tell } from '../webhooks/index.ts'
import { readTask } from './list-tasks.ts'
import { noTask, refuseEnded } from './task.ts'
import { refuseInactive } from './task-defaults.ts'
import { insertComment, lockTask, type TaskRow, updateChecklist, updateTask } from './tasks.queries.ts'

/** Changes a task that nobody else changes meanwhile, and answers it as it is then. */
export async function withTask(ctx: Context, id: string, change: (row: TaskRow) => Promise<void>): Promise<Task> {
  await ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    const row = await lockTask(ctx.db, id)
    if (row === undefined) throw noTask()
    await change(row)
    await ctx.publish({ topic: 'tasks', id })
  })
  return readTask(ctx, id)
}

/** Who does something to a task: the id where it is a user, or a token of one. */
export const whoActs = ({ actor }: Context): { id: string | null; name: string } => ({
  id: actor.kind === 'user' ? actor.id : actor.kind === 'token' ? actor.userId : null,
  name: actor.kind === 'user' ? actor.name : nameOf(actor),
})

export const assignTask = (ctx: Context, id: string, change: { ownerId?: string | null | undefined; dueAt?: string | undefined }): Promise<Task> =>
  withTask(ctx, id, async row => {
    refuseEnded(row)
    const { ownerId = row.owner_id, dueAt } = change
    if (ownerId !== null && ownerId !== row.owner_id) await refuseInactive(ctx, ownerId)
    const due = dueAt === undefined ? row.due_at : new Date(dueAt)
    await updateTask(ctx.db, id, { owner_id: ownerId, due_at: due, ...(due > row.due_at ? { reminded_at: null } : {}) })
    if (ownerId !== row.owner_id)
      await tell(ctx, { type: 'task.assigned', subject: id, name: row.title, changes: { ownerId: { from: row.owner_id, to: ownerId } } })
    await record(ctx, 'task.assigned', id, { owner: ownerId, dueAt: due.toISOString() })
  })

export const tickTask = (ctx: Context, id: string, item: number, ticked: boolean): Promise<Task> =>
  withTask(ctx, id, async row => {
    refuseEnded(row)
    const line = row.checklist[item]
    if (line === undefined) throw new Refused('not_found', `The checklist has ${row.checklist.length} lines, counted from 0; there is no line ${item}.`)
    // Whoever ticked it first did it.
    if (ticked === (line.ticked !== null)) return
    const tick = ticked ? { by: whoActs(ctx).name, at: ctx.clock.now().toISOString() } : null
    await updateChecklist(ctx.db, id, row.checklist.with(item, { ...line, ticked: tick }))
  })

export const commentTask = (ctx: Context, id: string, text: string): Promise<Task> =>
  withTask(ctx, id, async () => {
    const { id: authorId, name } = whoActs(ctx)
    await insertComment(ctx.db, { step_id: id, at: ctx.clock.now(), author_id: authorId, author: name, text })
    await record(ctx, 'task.commented', id)
  })

/** The word of a person, which closes nothing: the next complete read that shows the change does. */
export const finishTask = (ctx: Context, id: string, done: boolean): Promise<Task> =>
  withTask(ctx, id, async row => {
    refuseEnded(row)
    if (done === (row.done_at !== null)) return
    const { id: userId, name } = whoActs(ctx)
    await updateTask(
      ctx.db,
      id,
      done ? { done_at: ctx.clock.now(), done_by: userId, done_by_name: name } : { done_at: null, done_by: null, done_by_name: null },
    )
    await record(ctx, 'task.done_claimed', id, { done })
  })
