import type { FastifyReply, FastifyRequest } from 'fastify'
import { beginTotp, claimWorkspace, confirmTotp, listSessions, readMe, removeTotp, revokeSession, signIn as signInEndpoint, signOut } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import * as directory from '../../modules/directory/index.ts'
import * as signIn from '../../modules/sign-in/index.ts'
import { sessionCookie } from '../authenticate.ts'
import { done, type HttpCall, type Route } from './route.ts'
import { readWorkspace } from './workspace.ts'

const cookieDays = 7

// Lax: a link from a mail to a page of the console finds you signed in, a form on another site does not.
const keepCookie = (ctx: Context, reply: FastifyReply, secret: string) =>
  reply.setCookie(sessionCookie, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: ctx.publicUrl().startsWith('https:'),
    maxAge: cookieDays * 86_400,
  })

const clientOf = (request: FastifyRequest): string => request.headers['user-agent'] ?? 'unknown client'

const currentSession = ({ caller }: HttpCall): string => {
  if (caller.sessionId === null) throw new Refused('not_allowed', 'Only a session can be signed out.')
  return caller.sessionId
}

export function signInRoutes(route: Route): void {
  route(readMe, async (ctx, _call, { caller }) => {
    const { actor } = caller
    const user = await directory.findUser(ctx.db, actor.kind === 'user' ? actor.id : actor.kind === 'token' ? actor.userId : '')
    if (user === undefined) throw new Refused('not_signed_in', 'Sign in first.')
    return { user: directory.userToApi(user), permissions: [...actor.permissions], workspace: await readWorkspace(ctx) }
  })
  route(claimWorkspace, async (ctx, { body }, { request, reply }) => {
    keepCookie(ctx, reply, await signIn.claimWorkspace(ctx, body, clientOf(request)))
    return done
  })
  route(signInEndpoint, async (ctx, { body }, { request, reply }) => {
    const session = await signIn.signIn(ctx, body, { address: request.ip, client: clientOf(request) })
    keepCookie(ctx, reply, session)
    return { ...done, session }
  })
  route(signOut, async (ctx, _call, http) => {
    await signIn.endSession(ctx, currentSession(http), 'session.ended')
    http.reply.clearCookie(sessionCookie, { path: '/' })
    return done
  })
  route(listSessions, async (ctx, _call, { caller }) => ({ items: await signIn.listSessions(ctx, caller.sessionId) }))
  route(revokeSession, async (ctx, { params }) => {
    await signIn.endSession(ctx, params.id, 'session.revoked')
    return done
  })
  route(beginTotp, (ctx, { body }) => signIn.beginTotp(ctx, body.password))
  route(confirmTotp, (ctx, { body }) => signIn.confirmTotp(ctx, body.code))
  route(removeTotp, (ctx, { body }) => signIn.removeTotp(ctx, body))
}
