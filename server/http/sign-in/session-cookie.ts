import { parse } from 'bowser'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { newSecret } from '../../secrets.ts'
import { sessionCookie } from '../authenticate.ts'

const sessionDays = 7

/** Which browser began a sign-in that goes through a provider. */
const beginningCookie = 'rollcall_sign_in'
const beginningMinutes = 15

export const isSecure = (ctx: Context): boolean => ctx.publicUrl().startsWith('https:')

// Lax: a link from a mail to a page of the console finds you signed in, a form on another site does not.
export const keepSession = (ctx: Context, reply: FastifyReply, secret: string): FastifyReply =>
  reply.setCookie(sessionCookie, secret, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(ctx), maxAge: sessionDays * 86_400 })

const longestClient = 100

/** What signs in, as its owner would call it: `Firefox on Windows`; of what is no browser, what it calls itself. */
export function clientOf(request: FastifyRequest): string {
  const agent = request.headers['user-agent']
  if (agent === undefined || agent === '') return 'unknown client'
  const { browser, os } = parse(agent)
  const words = [browser.name, os.name].filter(name => name !== undefined && name !== '')
  return words.length === 2 ? words.join(' on ') : agent.slice(0, longestClient)
}

/** Binds a sign-in to this browser; answers the secret it is known by. Two tabs share one. */
export function bindBrowser(ctx: Context, request: FastifyRequest, reply: FastifyReply): string {
  const secret = boundBrowser(request) ?? newSecret('rcb')
  void reply.setCookie(beginningCookie, secret, { path: '/login', httpOnly: true, sameSite: 'lax', secure: isSecure(ctx), maxAge: beginningMinutes * 60 })
  return secret
}

export const boundBrowser = (request: FastifyRequest): string | undefined => request.cookies[beginningCookie]
