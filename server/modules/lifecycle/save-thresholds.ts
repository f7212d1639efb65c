import type { FindingThresholds } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { readSetting, writeSetting } from '../settings/index.ts'
import { thresholds } from './thresholds.ts'

export const readThresholds = (ctx: Context): Promise<FindingThresholds> => readSetting(ctx, thresholds)

/** Everything is compared again with them, by a job that exists when they do. */
export const saveThresholds = (ctx: Context, chosen: FindingThresholds): Promise<FindingThresholds> =>
  ctx.transaction(async () => {
    const before = await readThresholds(ctx)
    await writeSetting(ctx, thresholds, chosen)
    await ctx.enqueue('compare-roll', {})
    await record(ctx, 'findings.thresholds_changed', null, { before: { ...before }, after: { ...chosen } })
    return chosen
  })
