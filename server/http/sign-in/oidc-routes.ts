import type { FastifyInstance } from 'fastify'
import { errorCodes } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import * as signIn from '../../modules/sign-in/index.ts'
import { keepSession } from '../session-cookie.ts'
import { browserOf, markBrowser } from './browser-cookie.ts'

const Start = z.object({ provider: z.uuid(), next: z.string().max(2000).optional(), email: z.string().max(320).optional() })

const Form = z.object({ logout_token: z.string().max(20_000) })

/** Where a browser goes to sign in with OpenID Connect, where the provider sends it back, and where it tells us that somebody signed out. */
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

  void server.register(async scope => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, parsed) =>
      parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    // Answers as Back-Channel Logout 1.0, section 2.8, wants it.
    scope.post('/login/oidc/back-channel-logout', async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      const form = Form.safeParse(request.body)
      try {
        await signIn.endByProvider(ctx, form.data?.logout_token ?? '')
        return await reply.status(200).send()
      } catch (thrown) {
        if (!(thrown instanceof Refused)) throw thrown
        request.log.info({ err: thrown.cause, code: thrown.code }, 'logout token refused')
        return reply.status(errorCodes[thrown.code]).send({ error: 'invalid_request', error_description: thrown.message })
      }
    })
  })
}
