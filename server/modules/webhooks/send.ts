import { openPoster, retryAfter } from '@rollcall/connectors/kit'
import type { WebhookAttempt } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { sentenceOf } from '../../errors.ts'
import { version } from '../../version.ts'
import { signedHeaders } from './secret.ts'
import type { WebhookRow } from './webhook.queries.ts'

/** From connect to the last byte that is read, and how much of an answer is read. */
export const sendMilliseconds = 15_000
const keptBytes = 2048

export interface Sent {
  readonly attempt: WebhookAttempt
  /** Milliseconds that the endpoint asks us to wait; null when it asks for nothing. */
  readonly retryAfter: number | null
}

export interface Sender {
  /** Never throws: whatever happens is an attempt. */
  send(ctx: Context, webhook: WebhookRow, id: string, body: string): Promise<Sent>
  close(): Promise<void>
}

/** Sends signed requests; private addresses only where the operator allows them. */
export function openSender(ctx: Context): Sender {
  const poster = openPoster(ctx.config.allowPrivate, { totalMs: sendMilliseconds, keptBytes })
  return {
    send: async (own, webhook, id, body) => {
      const at = own.clock.now().toISOString()
      const begun = performance.now()
      const attempt = (status: number | null, answer: string, problem: string | null): WebhookAttempt => ({
        at,
        status,
        milliseconds: Math.round(performance.now() - begun),
        // PostgreSQL keeps no NUL in text.
        answer: answer.replaceAll('\0', '\uFFFD'),
        problem,
      })
      try {
        const headers = { 'user-agent': `Rollcall/${version}`, ...signedHeaders(own, webhook, id, body) }
        const reply = await poster.post(new URL(webhook.url), headers, body)
        return { attempt: attempt(reply.status, reply.text, problemOf(reply.status)), retryAfter: retryAfter(reply.headers, own.clock.now()) }
      } catch (thrown) {
        const sentence = sentenceOf(thrown)
        return { attempt: attempt(null, '', sentence.endsWith('.') ? sentence : `${sentence}.`), retryAfter: null }
      }
    },
    close: () => poster.close(),
  }
}

function problemOf(status: number): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return `The endpoint answered ${status} and points elsewhere; redirects are not followed. Enter the final address.`
  if (status === 410) return 'The endpoint answered 410: it is gone for good.'
  return `The endpoint answered ${status}.`
}
