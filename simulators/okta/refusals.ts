import { Refused } from '../core/index.ts'
import type { Refusal } from '../core/index.ts'

const words: Record<number, readonly [string, string]> = {
  400: ['E0000001', 'Api validation failed'],
  401: ['E0000011', 'Invalid token provided'],
  403: ['E0000006', 'You do not have permission to perform the requested action'],
  404: ['E0000007', 'Not found: Resource not found'],
  409: ['E0000157', 'The request conflicts with the current state of the resource'],
  429: ['E0000047', 'API call exceeded rate limit due to too many requests.'],
  500: ['E0000009', 'Internal Server Error'],
}

/** An error as the Management API words it. */
export const refuse = (status: number, reset: boolean): Refusal => {
  const [errorCode, errorSummary] = words[status] ?? ['E0000009', 'Internal Server Error']
  const resetAt = Math.ceil(Date.now() / 1000) + 2
  const headers: Record<string, string> = reset ? { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(resetAt) } : {}
  return { status, headers, body: { errorCode, errorSummary, errorLink: errorCode, errorId: 'oaeSimulated', errorCauses: [] } }
}

export const refused = (status: number) => new Refused(refuse(status, false))
