import type { Connector } from './connector.ts'
import { backoff, retryAfter } from './rate.ts'
import type { Redactor } from './redact.ts'
import { refusalOf } from './reply.ts'
import type { VendorRequest } from './vendor-api.ts'
import { VendorError } from './vendor-error.ts'
import { WireFailure } from './wire.ts'
import type { WireReply } from './wire.ts'

const mostTries = 5
/** What one request may wait in all before its asker is told to come back later. */
const mostWaiting = 120_000

type Decision = { error: VendorError; wait?: never; reason?: never } | { error: null; wait: number; reason: string }

type Situation = {
  connector: Connector
  asked: VendorRequest<unknown>
  outcome: WireReply | WireFailure
  tries: number
  waited: number
  now: Date
  redact: Redactor
}

/**
 * What to do after an attempt that did not succeed: wait and repeat, or give up with an error.
 * A limit is always waited for, since a request that was turned away did nothing. After anything else only reads, writes that are
 * idempotent, and requests that never reached the vendor are repeated.
 */
export const decide = (situation: Situation): Decision => {
  const { connector, asked, outcome, tries, waited, now, redact } = situation
  if (outcome instanceof WireFailure) return afterFailure(situation, outcome)
  const error = refusalOf(connector, asked, outcome, redact)
  if (error.kind === 'limited') {
    const wait = retryAfter(outcome.headers, now) ?? untilReset(connector, outcome, now) ?? backoff(tries + 1)
    if (tries + 1 < mostTries && waited + wait <= mostWaiting) return { error: null, wait, reason: 'rate limit' }
    return { error: new VendorError('limited', error.sentence, { status: outcome.status, retryAt: new Date(now.getTime() + wait) }) }
  }
  if (error.kind === 'unreachable') {
    const wait = retryAfter(outcome.headers, now) ?? backoff(tries)
    if (repeatable(asked) && tries + 1 < mostTries && waited + wait <= mostWaiting) return { error: null, wait, reason: `HTTP ${outcome.status}` }
    return { error: new VendorError(error.kind, error.sentence, { status: outcome.status, uncertain: isWrite(asked) }) }
  }
  return { error }
}

const afterFailure = ({ connector, asked, tries }: Situation, failure: WireFailure): Decision => {
  const again = (repeatable(asked) || !failure.sent) && failure.reason !== 'too_large'
  if (again && tries + 1 < mostTries) return { error: null, wait: backoff(tries), reason: failure.message }
  const kind = failure.reason === 'cut_short' || failure.reason === 'too_large' ? 'malformed' : 'unreachable'
  const uncertain = failure.sent && isWrite(asked)
  const then = uncertain ? '; whether it did what was asked is unknown' : ''
  return { error: new VendorError(kind, `${connector.name} gave no whole answer: ${failure.message}${then}.`, { uncertain, cause: failure }) }
}

const isWrite = (asked: VendorRequest<unknown>) => (asked.method ?? 'GET') !== 'GET'
const repeatable = (asked: VendorRequest<unknown>) => !isWrite(asked) || asked.idempotent === true

const untilReset = (connector: Connector, { headers }: WireReply, now: Date): number | null => {
  const resetAt = connector.limits.observe(headers, now)?.resetAt
  return resetAt == null ? null : Math.max(0, resetAt.getTime() - now.getTime())
}
