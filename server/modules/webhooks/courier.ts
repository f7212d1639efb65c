import type { Context } from '../../context.ts'
import { deliver } from './deliver.ts'
import { claimLanes, type ClaimedLane } from './lane.queries.ts'
import { publishEvents } from './publish-events.ts'
import { openSender, sendMilliseconds } from './send.ts'
import { failuresBeforeProbing } from './webhook.ts'
import { findDueWebhooks, type WebhookRow } from './webhook.queries.ts'

/** Requests to one endpoint at once, from one process: a slow endpoint keeps nobody but itself waiting. */
const atOnce = 16
const idleMilliseconds = 500
/** Longer than any request, so that only a dead worker loses its claim. */
const claimMilliseconds = sendMilliseconds + 10_000
const showMilliseconds = 1000

export interface Courier {
  /** Takes no more, and resolves when every request under way has ended. */
  stop(): Promise<void>
}

/** Publishes what was told and sends it, for as long as the process lives. Any number of processes do so side by side. */
export function openCourier(ctx: Context): Courier {
  const sender = openSender(ctx)
  const underWay = new Map<string, number>()
  const requests = new Set<Promise<void>>()
  const changed = new Set<string>()
  let shownAt = 0
  let isStopped = false
  let wake: () => void = () => undefined

  const count = (id: string) => underWay.get(id) ?? 0
  const send = (webhook: WebhookRow, lane: ClaimedLane): void => {
    underWay.set(webhook.id, count(webhook.id) + 1)
    const request = deliver(ctx, sender, webhook, lane)
      // Its claim ends by itself, and it is sent again.
      .catch((thrown: unknown) => ctx.log.error({ err: thrown, webhook: webhook.id }, 'a delivery could not be written down'))
      .then(() => {
        underWay.set(webhook.id, count(webhook.id) - 1)
        requests.delete(request)
        changed.add(webhook.id)
        wake()
      })
    requests.add(request)
  }

  /** Answers whether there was anything to do. */
  const round = async (): Promise<boolean> => {
    const published = await publishEvents(ctx)
    const now = ctx.clock.now()
    let claimed = 0
    for (const webhook of await findDueWebhooks(ctx.db, now)) {
      const free = (webhook.failures >= failuresBeforeProbing ? 1 : atOnce) - count(webhook.id)
      if (free <= 0) continue
      const lanes = await claimLanes(ctx.db, webhook.id, now, new Date(now.getTime() + claimMilliseconds), free)
      for (const lane of lanes) send(webhook, lane)
      claimed += lanes.length
    }
    return published || claimed > 0
  }

  const show = async (): Promise<void> => {
    if (changed.size === 0 || Date.now() - shownAt < showMilliseconds) return
    shownAt = Date.now()
    changed.clear()
    await ctx.publish({ topic: 'webhooks', id: null })
  }

  const pause = (milliseconds: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const work = async (): Promise<void> => {
    while (!isStopped) {
      const isBusy = await round().catch((thrown: unknown) => {
        ctx.log.error({ err: thrown }, 'webhooks: a round failed')
        return false
      })
      await show().catch(() => undefined)
      // What is under way frees its place and wakes us.
      if (!isBusy || requests.size > 0) await pause(idleMilliseconds)
    }
    await Promise.all(requests)
    await sender.close()
  }
  const working = work()
  return {
    stop: () => {
      isStopped = true
      wake()
      return working
    },
  }
}
