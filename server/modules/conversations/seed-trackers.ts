import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readSetting, type Setting, writeSetting } from '../settings/index.ts'
import { defaultTrackers } from './default-trackers.ts'
import { beforeAll, changeTrackers, insertTracker } from './tracker.queries.ts'

const seeded: Setting<boolean> = { name: 'trackers.seeded', shape: z.boolean(), initial: false }

/** Gives a new workspace its first trackers, once: those that somebody deleted do not come back. */
export const seedTrackers = (ctx: Context): Promise<void> =>
  ctx.transaction(async () => {
    await changeTrackers(ctx.db)
    if (await readSetting(ctx, seeded)) return
    for (const { name, phrases, enabled } of defaultTrackers) {
      const scanned_to = enabled ? beforeAll : null
      await insertTracker(ctx.db, { name, phrases: JSON.stringify(phrases), enabled, updated_at: ctx.clock.now(), scanned_to })
    }
    await writeSetting(ctx, seeded, true)
    await ctx.enqueue('scan-trackers', {})
    await ctx.publish({ topic: 'trackers', id: null })
  })
