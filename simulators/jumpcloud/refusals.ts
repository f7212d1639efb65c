import { Refused, retryAfter } from '../core/index.ts'
import type { Refusal } from '../core/index.ts'

const words: Record<number, string> = {
  400: 'Bad Request: Malformed ID',
  401: 'Unauthorized',
  403: 'Forbidden: You are not permitted to perform this action',
  404: 'Not Found',
  409: 'Already Exists',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

export const refuse = (status: number, resetAt: Date | null): Refusal => ({
  status,
  headers: retryAfter(resetAt),
  body: { message: words[status] ?? 'Internal Server Error', error: words[status] ?? 'Internal Server Error' },
})

export const refused = (status: number) => new Refused(refuse(status, null))
