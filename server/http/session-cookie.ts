import type { FastifyReply } from 'fastify'
import type { Context } from '../context.ts'
import { sessionCookie } from './authenticate.ts'

const cookieDays = 7

// Lax: a link from a mail to a page of the console finds you signed in, a form on another site does not.
export const keepSession = (ctx: Context, reply: FastifyReply, secret: string) =>
  reply.setCookie(sessionCookie, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: ctx.publicUrl().startsWith('https:'),
    maxAge: cookieDays * 86_400,
  })
