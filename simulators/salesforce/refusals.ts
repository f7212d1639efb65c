import { Refused } from '../core/index.ts'
import type { Refusal } from '../core/index.ts'

/** A refusal as Salesforce words it: a list of errors. */
export const refusal = (status: number, errorCode: string, message: string, fields?: string[]): Refusal => ({
  status,
  body: [{ message, errorCode, ...(fields === undefined ? {} : { fields }) }],
})

export const refused = (...told: Parameters<typeof refusal>) => new Refused(refusal(...told))

const words: Record<number, readonly [number, string, string]> = {
  400: [400, 'JSON_PARSER_ERROR', 'The body is not valid.'],
  401: [401, 'INVALID_SESSION_ID', 'Session expired or invalid'],
  403: [403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on object id'],
  404: [404, 'NOT_FOUND', 'The requested resource does not exist'],
  409: [409, 'DUPLICATE_VALUE', 'duplicate value found'],
  // Salesforce has no 429 on this API: a spent allowance is a 403.
  429: [403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'],
  500: [500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.'],
}

export const refuse = (status: number, resetAt: Date | null): Refusal => {
  const told = refusal(...(words[status] ?? ([500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.'] as const)))
  return resetAt === null ? told : { ...told, headers: { 'retry-after': resetAt.toUTCString() } }
}
