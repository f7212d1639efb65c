import { StepDefinition } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { readSetting } from '../settings/index.ts'
import { tell } from '../webhooks/index.ts'
import { instructionsFor } from './scenario.ts'
import { dueDays } from './task-defaults.ts'
import { findTaskless, openTask } from './tasks.queries.ts'

const atOnce = 100
const day = 24 * 3600 * 1000

/** Makes a task of every step that waits for a person and has none. Safe to repeat; what a killed process left out, the sweep makes. */
export async function openTasks(ctx: Context): Promise<void> {
  const days = await readSetting(ctx, dueDays)
  for (let found = atOnce; found === atOnce;)
    found = await ctx.transaction(async () => {
      const waiting = await findTaskless(ctx.db, atOnce)
      for (const { id, definition, owner_id, due_days, ...connection } of waiting) {
        const step = StepDefinition.parse(JSON.parse(definition))
        const { title, steps, watchOut, profileId } = instructionsFor(step, connection)
        const now = ctx.clock.now()
        const opened = await openTask(ctx.db, {
          step_id: id,
          title,
          checklist: JSON.stringify(steps.map(text => ({ text, ticked: null }))),
          watch_out: watchOut,
          profile_id: profileId,
          owner_id,
          opened_at: now,
          due_at: new Date(now.getTime() + (due_days ?? days) * day),
        })
        if (!opened) continue
        await ctx.publish({ topic: 'tasks', id })
        await tell(ctx, { type: 'task.assigned', subject: id, name: title })
      }
      return waiting.length
    })
}
