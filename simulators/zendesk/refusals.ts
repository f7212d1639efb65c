import { Refused, retryAfter } from '../core/index.ts'
import type { Refusal } from '../core/index.ts'

const words: Record<number, object> = {
  400: { error: 'RecordInvalid', description: 'Record validation errors' },
  401: { error: "Couldn't authenticate you" },
  403: { error: { title: 'Forbidden', message: 'You do not have access to this page. Please contact the account owner of this help desk for further help.' } },
  404: { error: 'RecordNotFound', description: 'Not found' },
  429: { error: 'TooManyRequests', description: 'Number of allowed API requests per minute exceeded' },
}

/** An error as Zendesk words it (developer.zendesk.com/api-reference/introduction/requests). */
export const refuse = (status: number, resetAt: Date | null): Refusal => ({
  status,
  headers: retryAfter(resetAt),
  body: words[status] ?? { error: 'InternalError', description: 'Something broke' },
})

/** A record that is not valid: what is wrong with which field. */
export const invalid = (field: string, description: string) =>
  new Refused({ status: 422, body: { error: 'RecordInvalid', description: 'Record validation errors', details: { [field]: [{ description }] } } })
