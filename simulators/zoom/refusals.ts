import { Refused, retryAfter } from '../core/index.ts'
import type { Refusal } from '../core/index.ts'

const words: Record<number, readonly [number, string]> = {
  401: [124, 'Invalid access token.'],
  403: [403, 'You do not have permission.'],
  404: [1001, 'User does not exist.'],
  429: [429, 'You have reached the maximum per-second rate limit for this API. Try again later.'],
}

/** An error as Zoom words it (developers.zoom.us/docs/api/errors). */
export const refuse = (status: number, resetAt: Date | null): Refusal => {
  const [code, message] = words[status] ?? [status, 'Something broke.']
  return { status, headers: retryAfter(resetAt), body: { code, message } }
}

export const refused = (status: number) => new Refused(refuse(status, null))
export const refusedWith = (status: number, code: number, message: string) => new Refused({ status, body: { code, message } })
