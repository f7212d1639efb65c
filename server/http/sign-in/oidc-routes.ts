import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import * as signIn from '../../modules/sign-in/index.ts'
import { keepSession } from '../session-cookie.ts'
import { browserOf, markBrowser } from './browser-cookie.ts'

const Start = z.object({ provider: z.uuid(), next: z.string().max(2000).optional(), email: z.string().max(320).optional() })

/** Where a browser goes to sign in with OpenID Connect, and where the provider sends it back. */
export function oidcRoutes(server: FastifyInstance, ctx: Context): void {
  const led = async (reply: { redirect: (url: string) => unknown }, where: () => Promise<string>) => {
    try {
      return reply.redirect(await where())
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      return reply.redirect(`/sign-in?problem=${encodeURIComponent(thrown.message)}`)
    }
  }

  server.get('/login/oidc/start', (request, reply) =>
    led(reply, async () => {
      const { provider, next, email } = Start.parse(request.query)
      const browser = markBrowser(ctx, request, reply)
      return (await signIn.beginOidc(ctx, { providerId: provider, browser, returnTo: next, email, testerId: null })).href
    }),
  )

  server.get('/login/oidc/callback', (request, reply) =>
    led(reply, async () => {
      const answer = new URL(request.url, ctx.publicUrl()).searchParams
      const client = request.headers['user-agent'] ?? 'unknown client'
      const { session, returnTo } = await signIn.finishOidc(ctx, { answer, browser: browserOf(request), client })
      keepSession(ctx, reply, session)
      return returnTo
    }),
  )
}
