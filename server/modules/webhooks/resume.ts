import type { Context } from '../../context.ts'
import { endClaims } from './lane.queries.ts'

/** For a process that knows to be alone: what a dead one had in hand is sent at once. */
export const freeLanes = async (ctx: Context): Promise<void> => void (await endClaims(ctx.db))
