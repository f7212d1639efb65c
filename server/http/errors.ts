import type { FastifyError, FastifyInstance } from 'fastify'
import { type ErrorCode, errorCodes, type Problem } from '@rollcall/contract'
import { isDiskFull, Refused } from '../errors.ts'

// What Fastify itself refuses, by its error code (fastify.dev, Reference/Errors).
const ofFastify: Record<string, readonly [ErrorCode, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'The request is larger than 20 MB. Send a smaller file.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['bad_request', 'Send JSON (application/json), or a form (multipart/form-data) where a file is taken.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad_request', 'The body is empty, but said to be JSON.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad_request', 'The body is not valid JSON.'],
}

/** Seconds after which it may go better (RFC 9110, section 10.2.3); a limit says itself when its window is over. */
const retryAfter: Partial<Record<ErrorCode, number>> = { rate_limited: 60, vendor_limited: 30, idempotency_key_in_use: 1, storage_full: 60 }

/** A refusal as it goes out. */
export function problemOf(thrown: FastifyError | Refused, requestId: string): Problem {
  const [code, message, at] = answerTo(thrown)
  return { error: { code, message, ...(at === undefined ? {} : { at }), requestId } }
}

/** The one error handler: every failure leaves as a Problem with one sentence and a stable code; the cause stays in the log. */
export function handleErrors(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>((thrown, request, reply) => {
    const [code] = answerTo(thrown)
    if (code === 'internal' || code === 'storage_full') request.log.error({ err: thrown }, 'request failed')
    else if (thrown.cause !== undefined) request.log.info({ err: thrown.cause, code }, 'request refused')
    const wait = retryAfter[code]
    if (wait !== undefined && !reply.hasHeader('retry-after')) void reply.header('retry-after', String(wait))
    return reply.status(errorCodes[code]).send(problemOf(thrown, request.id))
  })
  server.setNotFoundHandler((request, reply) => {
    const problem: Problem = { error: { code: 'not_found', message: `There is nothing at ${request.method} ${request.url.split('?', 1)[0] ?? ''}.` } }
    return reply.status(404).send(problem)
  })
}

function answerTo(thrown: FastifyError | Refused): readonly [code: ErrorCode, message: string, at?: string | undefined] {
  if (thrown instanceof Refused) return [thrown.code, thrown.message, thrown.at]
  const known = ofFastify[thrown.code]
  if (known !== undefined) return known
  if (thrown.statusCode === 429) return ['rate_limited', 'Too many requests from this address. Wait a minute, then try again.']
  if (thrown.statusCode !== undefined && thrown.statusCode >= 400 && thrown.statusCode < 500) return ['bad_request', 'The request could not be read.']
  if (isDiskFull(thrown)) return ['storage_full', 'The disk of the server is full. Nothing was changed; free some space, then try again.']
  return ['internal', 'Something failed on our side; nothing was half-done. The log has the cause under this request id.']
}
