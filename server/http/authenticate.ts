import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyRequest } from 'fastify'
import { permissions } from '@rollcall/contract'
import type { Actor, Context } from '../context.ts'
import { Refused } from '../errors.ts'
import * as directory from '../modules/directory/index.ts'
import * as signIn from '../modules/sign-in/index.ts'
import { sameSecret } from '../secrets.ts'

export const sessionCookie = 'rollcall_session'

export interface Caller {
  readonly actor: Actor
  readonly sessionId: string | null
}

/** The session or token that a caller came with, which ends when it is removed; null for whoever needs none. */
export const accessOf = ({ actor, sessionId }: Caller): string | null => (actor.kind === 'token' ? actor.id : sessionId)

const guest: Caller = { actor: { kind: 'guest', name: 'guest', permissions: ['anyone'] }, sessionId: null }

// Whoever can read the data folder can do everything but approve: that is for signed-in people.
const operator: Caller = { actor: { kind: 'operator', name: 'local', permissions: permissions.filter(each => each !== 'plans:approve') }, sessionId: null }

/** The resource that a call is made for inside this process; a token that was granted for it counts there and nowhere else (RFC 8707). */
export const onBehalfOf = new AsyncLocalStorage<string>()

/** Who sent the request: by session cookie, or `Authorization: Bearer` with a session, a token or the operator's secret. */
export async function authenticate(ctx: Context, request: FastifyRequest, operatorSecret: string | null): Promise<Caller> {
  const header = request.headers.authorization
  if (header !== undefined) return byBearer(ctx, header, operatorSecret)
  const cookie = request.cookies[sessionCookie]
  if (cookie === undefined) return guest
  const session = await signIn.openSession(ctx, cookie)
  if (session === null) return guest
  refuseForgery(ctx, request)
  return session
}

async function byBearer(ctx: Context, header: string, operatorSecret: string | null): Promise<Caller> {
  const secret = /^Bearer (\S+)$/i.exec(header)?.[1] ?? ''
  const prefix = secret.split('_', 1)[0]
  if (prefix === signIn.sessionPrefix) return (await signIn.openSession(ctx, secret)) ?? refuse()
  if (prefix === directory.tokenPrefix) {
    const actor = await directory.actorOfToken(ctx, secret, onBehalfOf.getStore() ?? null)
    return actor === null ? refuse() : { actor, sessionId: null }
  }
  return operatorSecret !== null && sameSecret(secret, operatorSecret) ? operator : refuse()
}

const refuse = (): never => {
  throw new Refused('not_signed_in', 'This token or session is unknown, expired or revoked. Sign in again, or make a new token.')
}

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Another site can make a browser send our cookie, but not a header of our own, and not our Origin (OWASP, cross-site request
 * forgery prevention: custom request headers).
 */
function refuseForgery(ctx: Context, request: FastifyRequest): void {
  if (readOnly.has(request.method)) return
  const { origin } = request.headers
  const own = [`http://${request.headers.host ?? ''}`, `https://${request.headers.host ?? ''}`, ctx.config.publicUrl].includes(origin ?? null)
  if (request.headers['x-rollcall-csrf'] === undefined || (origin !== undefined && !own))
    throw new Refused('csrf_refused', 'This request did not come from the console. Reload the page and try again.')
}
