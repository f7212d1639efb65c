import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connector, OAuthTokens, VendorPorts } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { blockBudget, type ConnectionRow, findConnection, releaseLease, takeFromBudget, takeLease, updateConnectionRow } from './connection.queries.ts'

export const tokensPurpose = 'connections.oauth_tokens'
const leaseMilliseconds = 60_000
const leasePoll = 100
// A tenth of a minute's budget may go out at once; the rest is spread evenly.
const burstShare = 0.1

/** What the vendor client needs of the house: the shared rate budget, sealed tokens, and the circuit that marks a connection. */
export function vendorPorts(ctx: Context, { id: connectionId, base_url }: Pick<ConnectionRow, 'id' | 'base_url'>, connector: Connector): VendorPorts {
  const { perMinute } = connector.limits
  const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal: ctx.stopping })
  return {
    budget: {
      take: async () => {
        const wait = await takeFromBudget(ctx.db, connectionId, ctx.clock.now(), 60_000 / perMinute, Math.max(1, Math.floor(perMinute * burstShare)))
        if (wait > 0) await pause(wait)
      },
      observe: async ({ remaining, resetAt }) => {
        if (remaining === 0 && resetAt !== null) await blockBudget(ctx.db, connectionId, resetAt)
      },
    },
    tokens: {
      read: async () => {
        const row = await findConnection(ctx.db, connectionId)
        return row?.oauth_tokens == null ? null : (JSON.parse(ctx.keyring.open(row.oauth_tokens, tokensPurpose)) as OAuthTokens)
      },
      write: async tokens => {
        await updateConnectionRow(ctx.db, connectionId, { oauth_tokens: ctx.keyring.seal(JSON.stringify(tokens), tokensPurpose) })
      },
      exclusively: work => withLease(ctx, `oauth:${connectionId}`, pause, work),
    },
    onAuthFailure: (_kind, sentence) => needAttention(ctx, connectionId, sentence),
    log: (level, message, detail) => ctx.log[level]({ connectionId, ...detail }, message),
    clock: () => ctx.clock.now(),
    sleep: pause,
    allowPrivate: mayReachPrivate(ctx, base_url),
  }
}

/** Nothing goes through a connection any more until a person has looked after it. */
export async function needAttention(ctx: Context, connectionId: string, sentence: string): Promise<void> {
  await updateConnectionRow(ctx.db, connectionId, { state: 'needs_attention', detail: sentence })
  await ctx.publish({ topic: 'connections', id: connectionId })
}

/** The operator allows it, or it is a stand-in that this process runs. */
export const mayReachPrivate = (ctx: Context, baseUrl: string): boolean => ctx.config.allowPrivate || ctx.standIns.has(new URL(baseUrl).origin)

/** One holder at a time across all processes; a holder that dies loses it after a minute. */
async function withLease<T>(ctx: Context, name: string, pause: (milliseconds: number) => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const holder = randomUUID()
  const take = () => takeLease(ctx.db, { name, holder, expires_at: new Date(ctx.clock.now().getTime() + leaseMilliseconds) }, ctx.clock.now())
  while (!(await take())) await pause(leasePoll)
  try {
    return await work()
  } finally {
    await releaseLease(ctx.db, name, holder)
  }
}
