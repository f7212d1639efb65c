import { Refused } from '../core/index.ts'
import type { Refusal } from '../core/index.ts'

const words: Record<number, readonly [number, string, string]> = {
  400: [400, 'badRequest', 'Bad Request'],
  401: [401, 'authError', 'Invalid Credentials'],
  403: [403, 'forbidden', 'Not Authorized to access this resource/api'],
  404: [404, 'notFound', 'Resource Not Found: groupKey'],
  // The Directory API tells a spent allowance as 403 and never when it ends ("Limits and quotas").
  409: [409, 'duplicate', 'Member already exists.'],
  429: [403, 'quotaExceeded', 'Quota exceeded for quota metric Queries.'],
  500: [503, 'backendError', 'Service unavailable. Please try again'],
}

/** An error as the Directory API words it ("Directory API: Error responses"). */
export const refuse = (status: number): Refusal => {
  const [code, reason, message] = words[status] ?? [500, 'backendError', 'Service unavailable. Please try again']
  return { status: code, body: { error: { code, message, errors: [{ message, domain: 'global', reason }] } } }
}

export const refused = (status: number) => new Refused(refuse(status))
