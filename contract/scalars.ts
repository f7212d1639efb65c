import { z } from 'zod'

/** An instant, RFC 3339 in UTC: `2026-11-22T18:40:00.000Z`. */
export const Instant = z.iso.datetime()
export const Id = z.uuid()
/** SHA-256 in lower-case hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const Email = z.email()
