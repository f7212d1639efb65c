import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import * as signIn from '../../modules/sign-in/index.ts'
import { browserCalls, read } from './browser-calls.ts'
import { postForm } from './browser-pages.ts'
import { bindBrowser, boundBrowser, clientOf, keepSession } from './session-cookie.ts'

const largestForm = 1024 * 1024

const Start = z.object({ provider: z.uuid(), test: z.string().optional(), returnTo: z.string().optional() })
const Answer = z.object({ SAMLResponse: z.string(), RelayState: z.string().optional() })
const Fields = z.record(z.string(), z.string())
const Finish = z.object({ arrival: z.string() })

/** SAML 2.0 over HTTP: the browser comes and goes here; what is sent and what is believed is the module's. */
export async function samlRoutes(server: FastifyInstance, ctx: Context): Promise<void> {
  const { orRefuse, testerOf } = browserCalls(ctx)
  await server.register(async saml => {
    saml.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: largestForm }, (_request, body, parsed) =>
      parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )

    saml.get('/login/saml/metadata', async (_request, reply) => reply.type('application/samlmetadata+xml; charset=utf-8').send(await signIn.writeMetadata(ctx)))

    saml.get('/login/saml/start', (request, reply) =>
      orRefuse(reply, async () => {
        const { provider, test, returnTo } = read(Start, request.query)
        const testerId = test === undefined ? null : await testerOf(request)
        const message = await signIn.beginSaml(ctx, provider, { browserSecret: bindBrowser(ctx, request, reply), returnTo, testerId })
        return 'url' in message ? reply.redirect(message.url) : postForm(reply, message.action, message.fields)
      }),
    )

    saml.post('/login/saml', { bodyLimit: largestForm }, (request, reply) =>
      orRefuse(reply, async () => {
        const { SAMLResponse, RelayState } = read(Answer, request.body)
        const received = await signIn.receiveSaml(ctx, { samlResponse: SAMLResponse, relayState: RelayState, client: clientOf(request) })
        if (received.kind === 'tested') return reply.redirect(`/settings/identity-providers?provider=${received.providerId}&arrival=${received.arrivalId}`, 303)
        if (received.kind === 'signed_in') return keepSession(ctx, reply, received.session).redirect(received.returnTo, 303)
        // A form of another site brings no Lax cookie with it; the browser shows it when it comes again by itself.
        if (boundBrowser(request) === undefined) return reply.redirect(`/login/saml/finish?arrival=${received.arrivalId}`, 303)
        return finish(request, reply, received.arrivalId)
      }),
    )

    // A provider that was given a wrong address sends a browser here.
    saml.post('/login/*', { bodyLimit: largestForm }, (_request, reply) =>
      orRefuse(reply, async () => {
        throw new Refused(
          'not_found',
          'There is no sign-in at this address. The identity provider was given a wrong one: an admin finds the right one under Identity providers.',
        )
      }),
    )

    saml.get('/login/saml/logout', (request, reply) =>
      orRefuse(reply, async () => reply.redirect(await signIn.receiveLogout(ctx, { query: request.url.split(/\?(.*)/s, 2)[1] ?? '' }))),
    )

    saml.post('/login/saml/logout', { bodyLimit: largestForm }, (request, reply) =>
      orRefuse(reply, async () => reply.redirect(await signIn.receiveLogout(ctx, { fields: read(Fields, request.body) }), 303)),
    )

    saml.get('/login/saml/finish', (request, reply) => orRefuse(reply, () => finish(request, reply, read(Finish, request.query).arrival)))
  })

  async function finish(request: FastifyRequest, reply: FastifyReply, arrivalId: string): Promise<FastifyReply> {
    const { session, returnTo } = await signIn.admitWaiting(ctx, arrivalId, boundBrowser(request), clientOf(request))
    return keepSession(ctx, reply, session).redirect(returnTo, 303)
  }
}
