import type { Context } from '../../context.ts'
import { tell } from '../webhooks/index.ts'
import { takeExpiring, takeStillUsed } from './token.queries.ts'

const firstWarningDays = 14
const lastWarningDays = 2

/** Tells of tokens whose end comes near, twice each, and of old secrets that end while something still uses them. Safe to repeat. */
export const warnOfTokens = (ctx: Context): Promise<void> =>
  ctx.transaction(async () => {
    const now = ctx.clock.now()
    const expiring = await takeExpiring(ctx.db, now, { first: firstWarningDays, last: lastWarningDays })
    const stillUsed = await takeStillUsed(ctx.db, now, lastWarningDays)
    const tokens = new Map([...expiring, ...stillUsed].map(token => [token.id, token]))
    await tell(ctx, ...[...tokens.values()].map(({ id, name }) => ({ type: 'token.expiring' as const, subject: id, name })))
  })
