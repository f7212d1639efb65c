import type { Delivery, EngagementKind, EngagementState, EngagementSummary, MomentKind, Side } from '@rollcall/contract'
import { StateMark, type Shape, type Tone } from '../../ui/state-mark.tsx'

type Look = readonly [Shape, Tone, string]

export const kindWords: Record<EngagementKind, string> = {
  meeting: 'Meeting',
  dialer: 'Dialer call',
  email: 'E-mail',
  unrecorded_meeting: 'Unrecorded meeting',
}

export const sideWords: Record<Side, string> = { rep: 'Our side', customer: 'Customer', unknown: 'Side unknown' }

export const momentWords: Record<MomentKind, readonly [string, string]> = {
  tracker: ['tracker hit', 'tracker hits'],
  next_step: ['next step', 'next steps'],
  question: ['question', 'questions'],
  pricing: ['mention of price', 'mentions of price'],
}

const states: Record<EngagementState, Look> = {
  received: ['arc', 'soft', 'Being read'],
  analysed: ['arc', 'soft', 'Being matched'],
  matched: ['dot', 'ink', 'Ready'],
  failed: ['diamond', 'warm', 'Failed'],
}

const deliveries: Record<EngagementSummary['delivery'] | Delivery['state'], Look> = {
  none: ['ring', 'soft', 'Not delivered'],
  waiting: ['half', 'soft', 'Waiting'],
  held: ['pause', 'warm', 'Held'],
  delivered: ['check', 'ink', 'Delivered'],
  failed: ['diamond', 'warm', 'Failed'],
}

export const CallStateMark = ({ state }: { state: EngagementState }) => {
  const [shape, tone, words] = states[state]
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}

export const DeliveryMark = ({ state }: { state: EngagementSummary['delivery'] | Delivery['state'] }) => {
  const [shape, tone, words] = deliveries[state]
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}
