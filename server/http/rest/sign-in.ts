import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  beginTotp,
  claimWorkspace,
  confirmTotp,
  listPasskeys,
  listSessions,
  readMe,
  removePasskey,
  removeTotp,
  renamePasskey,
  revokeSession,
  signIn as signInEndpoint,
  signInWithPasskey,
  signOut,
} from '@rollcall/contract'
import { Refused } from '../../errors.ts'
import * as directory from '../../modules/directory/index.ts'
import * as signIn from '../../modules/sign-in/index.ts'
import { sessionCookie } from '../authenticate.ts'
import { clientOf, keepSession } from '../sign-in/session-cookie.ts'
import { done, type HttpCall, type Route } from './route.ts'
import { readWorkspace } from './workspace.ts'

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
    void keepSession(ctx, reply, await signIn.claimWorkspace(ctx, body, clientOf(request)))
    return done
  })
  route(signInEndpoint, async (ctx, { body }, { request, reply }) => {
    const session = await signIn.signIn(ctx, body, { address: request.ip, client: clientOf(request) })
    void keepSession(ctx, reply, session)
    return { ...done, session }
  })
  route(beginPasskeySignIn, ctx => signIn.beginPasskeySignIn(ctx))
  route(signInWithPasskey, async (ctx, { body }, { request, reply }) => {
    const session = await signIn.signInWithPasskey(ctx, body.credential, { address: request.ip, client: clientOf(request) })
    void keepSession(ctx, reply, session)
    return { ...done, session }
  })
  route(signOut, async (ctx, _call, http) => {
    const next = await signIn.signOut(ctx, currentSession(http))
    http.reply.clearCookie(sessionCookie, { path: '/' })
    return { ...done, next }
  })
  route(listSessions, async (ctx, _call, { caller }) => ({ items: await signIn.listSessions(ctx, caller.sessionId) }))
  route(revokeSession, async (ctx, { params }) => {
    await signIn.endSession(ctx, params.id, 'session.revoked')
    return done
  })
  route(beginTotp, (ctx, { body }) => signIn.beginTotp(ctx, body.password))
  route(confirmTotp, (ctx, { body }) => signIn.confirmTotp(ctx, body.code))
  route(removeTotp, (ctx, { body }) => signIn.removeTotp(ctx, body))
  route(listPasskeys, async ctx => ({ items: await signIn.listPasskeys(ctx) }))
  route(beginPasskey, (ctx, { body }, { request }) => signIn.beginPasskey(ctx, body.password, request.ip))
  route(addPasskey, (ctx, { body }) => signIn.addPasskey(ctx, body))
  route(renamePasskey, (ctx, { params, body }) => signIn.renamePasskey(ctx, params.id, body.name))
  route(removePasskey, async (ctx, { params }) => {
    await signIn.removePasskey(ctx, params.id)
    return done
  })
}
