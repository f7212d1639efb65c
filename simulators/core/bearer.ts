import type { FastifyRequest } from 'fastify'

/** Access tokens that were given out, what they allow, and until when (milliseconds). Kept in the state, so that a reset forgets them. */
export type Issued<Right extends string> = Record<string, { rights: readonly Right[]; expiresAt: number }>

/** One more token that lives an hour, in the words of RFC 6749 section 5.1. */
export const issueToken = <Right extends string>(issued: Issued<Right>, rights: readonly Right[], now: Date) => {
  const token = `access-token-${Object.keys(issued).length + 1}`
  issued[token] = { rights, expiresAt: now.getTime() + 3_600_000 }
  return { token_type: 'Bearer', expires_in: 3599, access_token: token }
}

/** What the token of a request allows; null when there is none, or it has run out. */
export const rightsOf = <Right extends string>(issued: Issued<Right>, { headers }: FastifyRequest, now: Date): readonly Right[] | null => {
  const found = issued[/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '']
  return found !== undefined && found.expiresAt > now.getTime() ? found.rights : null
}
