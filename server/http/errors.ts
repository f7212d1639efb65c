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

/** The one error handler: every failure leaves as a Problem with one sentence and a stable code; the cause stays in the log. */
export function handleErrors(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>((thrown, request, reply) => {
    const [code, message, at] = answerTo(thrown)
    if (code === 'internal' || code === 'storage_full') request.log.error({ err: thrown }, 'request failed')
    else if (thrown.cause !== undefined) request.log.info({ err: thrown.cause, code }, 'request refused')
    if (code === 'rate_limited') void reply.header('retry-after', '60')
    const problem: Problem = { error: { code, message, ...(at === undefined ? {} : { at }), requestId: request.id } }
    return reply.status(errorCodes[code]).send(problem)
  })
  server.setNotFoundHandler((request, reply) => {
    const problem: Problem = { error: { code: 'not_found', message: `There is nothing at ${request.method} ${request.url.split('?', 1)[0] ?? ''}.` } }
    return reply.status(404).send(problem)
  })
}

function answerTo(thrown: FastifyError): readonly [code: ErrorCode, message: string, at?: string | undefined] {
  if (thrown instanceof Refused) return [thrown.code, thrown.message, thrown.at]
  const known = ofFastify[thrown.code]
  if (known !== undefined) return known
  if (thrown.statusCode === 429) return ['rate_limited', 'Too many requests from this address. Wait a minute, then try again.']
  if (thrown.statusCode !== undefined && thrown.statusCode >= 400 && thrown.statusCode < 500) return ['bad_request', 'The request could not be read.']
  if (isDiskFull(thrown)) return ['storage_full', 'The disk of the server is full. Nothing was changed; free some space, then try again.']
  return ['internal', 'Something failed on our side; nothing was half-done. The log has the cause under this request id.']
}
