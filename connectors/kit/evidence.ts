import type { Exchange } from './ports.ts'
import { redactHeaders } from './redact.ts'
import type { Redactor } from './redact.ts'
import { WireFailure } from './wire.ts'
import type { WireReply } from './wire.ts'

/** Characters of a reply that are kept. */
const mostEvidence = 64 * 1024

/** One attempt as evidence: what was sent and what came back, without secrets. */
export const evidenceOf = (told: {
  started: Date
  ended: Date
  method: string
  url: URL
  headers: Record<string, string>
  body: string | null
  outcome: WireReply | WireFailure
  redact: Redactor
}): Exchange => {
  const { started, ended, method, url, headers, body, outcome, redact } = told
  const failed = outcome instanceof WireFailure
  return {
    at: started.toISOString(),
    method,
    url: redact(url.href),
    requestHeaders: redactHeaders(headers, redact),
    requestBody: body === null ? null : redact(body),
    status: failed ? null : outcome.status,
    responseHeaders: failed ? {} : redactHeaders(outcome.headers, redact),
    responseBody: failed ? null : redact(outcome.text).slice(0, mostEvidence),
    failure: failed ? redact(outcome.message) : null,
    durationMs: ended.getTime() - started.getTime(),
  }
}
