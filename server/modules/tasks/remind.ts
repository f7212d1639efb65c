import type { Context } from '../../context.ts'
import { tell } from '../webhooks/index.ts'
import { findDue, updateTask } from './tasks.queries.ts'

const day = 24 * 3600 * 1000
const atOnce = 200

/** Tells of tasks that are due within a day or overdue, once a day each, until somebody says that they are done. */
export async function remindOfTasks(ctx: Context): Promise<void> {
  for (let found = atOnce; found === atOnce;)
    found = await ctx.transaction(async () => {
      const now = ctx.clock.now()
      const due = await findDue(ctx.db, new Date(now.getTime() + day), new Date(now.getTime() - day), atOnce)
      for (const { step_id: id, title } of due) {
        await updateTask(ctx.db, id, { reminded_at: now })
        await ctx.publish({ topic: 'tasks', id })
        await tell(ctx, { type: 'task.due', subject: id, name: title })
      }
      return due.length
    })
}
