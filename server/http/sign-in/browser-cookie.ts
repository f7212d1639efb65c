import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import { newSecret } from '../../secrets.ts'

/** What tells the browser that began a sign-in from every other one; it stands for nobody. */
const browserCookie = 'rollcall_sign_in'
const minutes = 15

export const browserOf = (request: FastifyRequest): string | undefined => request.cookies[browserCookie]

/** The browser's secret, given to it where it has none; two sign-ins at once in two tabs share it. */
export function markBrowser(ctx: Context, request: FastifyRequest, reply: FastifyReply): string {
  const secret = browserOf(request) ?? newSecret('rcb')
  // Lax: the provider sends the browser back by a link, and that has to bring the cookie along.
  reply.setCookie(browserCookie, secret, {
    path: '/login',
    httpOnly: true,
    sameSite: 'lax',
    secure: ctx.publicUrl().startsWith('https:'),
    maxAge: minutes * 60,
  })
  return secret
}
