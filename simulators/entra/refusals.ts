import { Refused, retryAfter } from '../core/index.ts'
import type { Refusal } from '../core/index.ts'

const words: Record<number, readonly [string, string]> = {
  400: ['BadRequest', 'The request is not valid.'],
  401: ['InvalidAuthenticationToken', 'Access token is empty or has expired.'],
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  404: ['Request_ResourceNotFound', 'Resource does not exist or one of its queried reference-property objects are not present.'],
  429: ['TooManyRequests', 'Too many requests.'],
  500: ['InternalServerError', 'Something broke.'],
}

const refusal = (status: number, code: string, message: string, headers: Record<string, string> = {}): Refusal => ({
  status,
  headers,
  body: { error: { code, message, innerError: { date: '2026-11-20T10:00:00', 'request-id': '00000000-0000-0000-0000-000000000000' } } },
})

/** An error as Graph words it (learn.microsoft.com/graph/errors). */
export const refuse = (status: number, resetAt: Date | null): Refusal => {
  const [code, message] = words[status] ?? ['UnknownError', '']
  return refusal(status, code, message, retryAfter(resetAt))
}

export const refused = (status: number, code?: string, message?: string) =>
  new Refused(code === undefined ? refuse(status, null) : refusal(status, code, message ?? ''))
