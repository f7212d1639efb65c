import type { FastifyInstance } from 'fastify'
import { errorCodes } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import * as signIn from '../../modules/sign-in/index.ts'
import { browserCalls, read } from './browser-calls.ts'
import { bindBrowser, boundBrowser, clientOf, keepSession } from './session-cookie.ts'

const Start = z.object({
  provider: z.uuid(),
  test: z.string().optional(),
  returnTo: z.string().optional(),
  /** Fills in the first field at the provider. */
  email: z.string().max(320).optional(),
})
const Logout = z.object({ logout_token: z.string().max(20_000) })

/** Where a browser goes to sign in with OpenID Connect, where the provider sends it back, and where it tells us that somebody signed out. */
export async function oidcRoutes(server: FastifyInstance, ctx: Context): Promise<void> {
  const { orRefuse, testerOf } = browserCalls(ctx)

  server.get('/login/oidc/start', (request, reply) =>
    orRefuse(reply, async () => {
      const { provider, test, returnTo, email } = read(Start, request.query)
      const testerId = test === undefined ? null : await testerOf(request)
      const browserSecret = bindBrowser(ctx, request, reply)
      return reply.redirect(await signIn.beginOidc(ctx, provider, { browserSecret, returnTo, email, testerId }))
    }),
  )

  server.get('/login/oidc/callback', (request, reply) =>
    orRefuse(reply, async () => {
      const answer = new URL(request.url, ctx.publicUrl()).searchParams
      const received = await signIn.receiveOidc(ctx, { answer, browserSecret: boundBrowser(request), client: clientOf(request) })
      if (received.kind === 'tested') return reply.redirect(`/settings/identity-providers?provider=${received.providerId}&arrival=${received.arrivalId}`)
      return keepSession(ctx, reply, received.session).redirect(received.returnTo)
    }),
  )

  await server.register(async form => {
    form.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, parsed) =>
      parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    // No person reads the answer: it is as Back-Channel Logout 1.0, section 2.8, wants it.
    form.post('/login/oidc/back-channel-logout', async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      try {
        await signIn.endByProvider(ctx, read(Logout, request.body).logout_token)
        return await reply.status(200).send()
      } catch (thrown) {
        if (!(thrown instanceof Refused)) throw thrown
        request.log.info({ err: thrown.cause, code: thrown.code }, 'logout token refused')
        return reply.status(errorCodes[thrown.code]).send({ error: 'invalid_request', error_description: thrown.message })
      }
    })
  })
}
