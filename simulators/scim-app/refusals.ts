import { Refused } from '../core/index.ts'
import type { Refusal } from '../core/index.ts'
import { schemas } from './resource.ts'

const words: Record<number, string> = {
  400: 'The request is not valid.',
  401: 'The token is missing or not known.',
  403: 'The token may not do this.',
  404: 'The resource was not found.',
  409: 'The resource exists already.',
  412: 'The resource has changed since it was read.',
  429: 'Too many requests.',
  500: 'Something broke.',
  501: 'This is not implemented.',
}

/** An error as RFC 7644 section 3.12 words it. */
export const refuse = (status: number, resetAt: Date | null = null, scimType?: string): Refusal => {
  const headers: Record<string, string> = { 'content-type': 'application/scim+json', ...(resetAt === null ? {} : { 'retry-after': resetAt.toUTCString() }) }
  return {
    status,
    headers,
    body: { schemas: [schemas.error], status: String(status), detail: words[status] ?? 'No.', ...(scimType === undefined ? {} : { scimType }) },
  }
}

export const refused = (...told: Parameters<typeof refuse>) => new Refused(refuse(...told))
