import type { Actor, Context } from '../../context.ts'
import type { Events } from '../../events.ts'
import * as directory from '../../modules/directory/index.ts'

/** How long a token that was looked up is taken at its word: what is revoked stops within this time. */
const trustedMilliseconds = 1000
const mostRemembered = 1000

type TokenActor = Extract<Actor, { kind: 'token' }>

/**
 * Who a bearer token stands for. Identity providers send thousands of requests with one token, so that the answer is kept for a second; one
 * that is removed is forgotten as soon as that is told.
 */
export function openTokenDoor(ctx: Context, events: Events): (authorization: string | undefined) => Promise<TokenActor | null> {
  const remembered = new Map<string, { readonly until: number; readonly actor: TokenActor }>()
  events.subscribe(({ topic, id }) => {
    if (topic === 'access') for (const [secret, { actor }] of remembered) if (actor.id === id) remembered.delete(secret)
  })
  return async authorization => {
    const secret = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
    if (secret === undefined || !secret.startsWith(`${directory.tokenPrefix}_`)) return null
    const now = ctx.clock.now().getTime()
    const known = remembered.get(secret)
    if (known !== undefined && now < known.until) return known.actor
    const actor = await directory.actorOfToken(ctx, secret)
    if (actor?.kind !== 'token') {
      remembered.delete(secret)
      return null
    }
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(secret, { until: now + trustedMilliseconds, actor })
    return actor
  }
}
