import type { ErrorCode } from '@rollcall/contract'
import { errorCodeOf, Refused } from '../../errors.ts'
import { ScimError } from './scim/scim-error.ts'

const codes: Readonly<Record<number, ErrorCode>> = {
  400: 'bad_request',
  // Only the last admin is forbidden to be changed.
  403: 'last_admin',
  404: 'not_found',
  409: 'conflict',
  412: 'precondition_failed',
  413: 'too_large',
  503: 'conflict',
}

/** The one write path refuses in SCIM's terms; here they are those of our own API. */
export async function refusingPlainly<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (thrown) {
    throw asRefusal(thrown)
  }
}

export function asRefusal(thrown: unknown): unknown {
  if (thrown instanceof ScimError) return new Refused(codes[thrown.status] ?? 'bad_request', thrown.message, { cause: thrown })
  // PostgreSQL keeps no zero byte (22P05, 22021).
  if (['22P05', '22021'].includes(errorCodeOf(thrown) ?? '')) return new Refused('bad_request', 'A text holds a character that cannot be kept.')
  return thrown
}
