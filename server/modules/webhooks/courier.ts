import type { Context } from '../../context.ts'
import { claimLanes, type ClaimedLane, emptyLane, type EndedDelivery } from './lane.queries.ts'
import { publishEvents } from './publish-events.ts'
import { openSender, sendMilliseconds } from './send.ts'
import { failuresBeforeProbing } from './webhook.ts'
import { findDueWebhooks, type WebhookRow } from './webhook.queries.ts'
import { writeFailure, writeSuccesses } from './write-outcome.ts'

/** Requests to one endpoint at once, from one process: a slow endpoint keeps nobody but itself waiting. */
const atOnce = 16
const idleMilliseconds = 500
/** What ends within this time is written down together. */
const gatherMilliseconds = 5
/** Longer than any request, so that only a dead worker loses its claim. */
const claimMilliseconds = sendMilliseconds + 10_000
const showMilliseconds = 1000

export interface Courier {
  /** Takes no more, and resolves when every request under way has ended and is written down. */
  stop(): Promise<void>
}

/** Publishes what was told and sends it, for as long as the process lives. Any number of processes do so side by side. */
export function openCourier(ctx: Context): Courier {
  const sender = openSender(ctx)
  const underWay = new Map<string, number>()
  const requests = new Set<Promise<void>>()
  let delivered: EndedDelivery[] = []
  let isChanged = false
  let shownAt = 0
  const stopped = new AbortController()
  let wake: () => void = () => undefined

  const free = ({ id, failures }: WebhookRow) => (failures >= failuresBeforeProbing ? 1 : atOnce) - (underWay.get(id) ?? 0)
  const begin = (webhook: WebhookRow, lane: ClaimedLane): void => {
    underWay.set(webhook.id, (underWay.get(webhook.id) ?? 0) + 1)
    const request = send(webhook, lane)
      // Its claim ends by itself, and it is sent again.
      .catch((thrown: unknown) => ctx.log.error({ err: thrown, webhook: webhook.id }, 'a delivery could not be written down'))
      .finally(() => {
        underWay.set(webhook.id, (underWay.get(webhook.id) ?? 0) - 1)
        requests.delete(request)
        isChanged = true
        setTimeout(() => wake(), gatherMilliseconds)
      })
    requests.add(request)
  }
  const send = async (webhook: WebhookRow, lane: ClaimedLane): Promise<void> => {
    if (lane.delivery_id === null) return void (await emptyLane(ctx.db, lane, ctx.clock.now()))
    const sent = await sender.send(ctx, webhook, lane.event_id, lane.payload)
    if (sent.attempt.problem === null) delivered.push({ lane, attempt: sent.attempt })
    else await writeFailure(ctx, webhook.id, lane, sent)
  }

  const writeDelivered = async (): Promise<void> => {
    const written = [...delivered] // more may be added meanwhile
    await writeSuccesses(ctx, written)
    delivered = delivered.slice(written.length)
  }

  /** Answers whether there was anything to do. */
  const round = async (): Promise<boolean> => {
    await writeDelivered()
    let isBusy = await publishEvents(ctx)
    const now = ctx.clock.now()
    for (const webhook of await findDueWebhooks(ctx.db, now)) {
      if (free(webhook) <= 0) continue
      const lanes = await claimLanes(ctx.db, webhook.id, now, new Date(now.getTime() + claimMilliseconds), free(webhook))
      for (const lane of lanes) begin(webhook, lane)
      isBusy ||= lanes.length > 0
    }
    return isBusy
  }

  const show = async (): Promise<void> => {
    if (!isChanged || Date.now() - shownAt < showMilliseconds) return
    isChanged = false
    shownAt = Date.now()
    await ctx.publish({ topic: 'webhooks', id: null })
  }

  const pause = () =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, idleMilliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const work = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      const isBusy = await round()
        .then(busy => show().then(() => busy))
        .catch((thrown: unknown) => {
          ctx.log.error({ err: thrown }, 'webhooks: a round failed')
          return false
        })
      // What is under way wakes us when it ends.
      if (!stopped.signal.aborted && delivered.length === 0 && (!isBusy || requests.size > 0)) await pause()
    }
    await Promise.all(requests)
    await writeDelivered().catch((thrown: unknown) => ctx.log.error({ err: thrown }, 'what was delivered could not be written down'))
    await sender.close()
  }
  const working = work()
  return {
    stop: () => {
      stopped.abort()
      wake()
      return working
    },
  }
}
