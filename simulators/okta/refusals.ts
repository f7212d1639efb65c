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
export const refuse = (status: number, resetAt: Date | null): Refusal => {
  const [errorCode, errorSummary] = words[status] ?? ['E0000009', 'Internal Server Error']
  const reset = Math.ceil((resetAt?.getTime() ?? 0) / 1000)
  const headers: Record<string, string> =
    resetAt === null ? {} : { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(reset) }
  return { status, headers, body: { errorCode, errorSummary, errorLink: errorCode, errorId: 'oaeSimulated', errorCauses: [] } }
}

export const refused = (status: number) => new Refused(refuse(status, null))

/** A refusal with its cause, as Okta words those (`errorCauses`). */
export const because = (status: number, cause: string) => {
  const { body, ...refusal } = refuse(status, null)
  return new Refused({ ...refusal, body: { ...(body as object), errorSummary: cause, errorCauses: [{ errorSummary: cause }] } })
}
