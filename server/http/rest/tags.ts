import { z } from 'zod'

const Tagged = z.looseObject({ etag: z.string() })

/** The entity tag of a reply, of endpoints that have one. */
export const tagOf = (reply: unknown): string | null => Tagged.safeParse(reply).data?.etag ?? null

/** `If-None-Match` compares weakly (RFC 9110, section 13.1.2). */
export const isKnown = (ifNoneMatch: string | undefined, tag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some(each => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag)
