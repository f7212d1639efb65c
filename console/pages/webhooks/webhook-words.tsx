import type { Webhook, WebhookAttempt, WebhookDelivery } from '@rollcall/contract'
import { StateMark, type Shape, type Tone } from '../../ui/state-mark.tsx'

type Mark = readonly [Shape, Tone, string]

const healthOf = ({ state, failingSince, lastSuccessAt }: Webhook): Mark => {
  if (state === 'paused') return ['pause', 'soft', 'Paused']
  if (state === 'needs_attention') return ['diamond', 'warm', 'Needs attention']
  if (state === 'disabled') return ['cross', 'warm', 'Gone']
  if (failingSince !== null) return ['half', 'warm', 'Failing']
  return lastSuccessAt === null ? ['ring', 'soft', 'Nothing sent yet'] : ['dot', 'ink', 'Working']
}

/** How a webhook stands. */
export const HealthMark = ({ webhook }: { webhook: Webhook }) => {
  const [shape, tone, words] = healthOf(webhook)
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}

const deliveryMark = ({ state, attempts, nextAttemptAt }: WebhookDelivery): Mark => {
  if (state === 'delivered') return ['check', 'soft', 'Delivered']
  if (state === 'failed') return ['cross', 'warm', 'Given up']
  if (attempts > 0) return ['half', 'warm', 'Failed, tried again']
  return ['ring', 'soft', nextAttemptAt === null ? 'Behind an earlier event' : 'Waiting']
}

export const DeliveryMark = ({ delivery }: { delivery: WebhookDelivery }) => {
  const [shape, tone, words] = deliveryMark(delivery)
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}

/** `204 in 31 ms`, or why there was no answer. */
export const attemptWords = ({ status, milliseconds, problem }: WebhookAttempt): string =>
  status === null ? (problem ?? '') : `${status} in ${milliseconds} ms`
