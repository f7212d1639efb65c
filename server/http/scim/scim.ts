import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { as, type Context } from '../../context.ts'
import { isDiskFull } from '../../errors.ts'
import type { Events } from '../../events.ts'
import * as directory from '../../modules/directory/index.ts'
import { openAfterRequests } from './after-requests.ts'
import { openTokenDoor } from './token-door.ts'

export const scimPath = '/api/scim/v2'

const mediaType = 'application/scim+json; charset=utf-8'
/** A replaced group of 100,000 members is about 5 MB. */
const largestBody = 16 * 1024 * 1024
/** Identity providers send in bursts; Entra alone wants 25 a second as the least. */
const mostPerMinute = 200_000

const { ScimError } = directory

/** SCIM 2.0 over HTTP: media types, headers, the token, and errors that are always SCIM's own. What is asked is answered by the directory. */
export async function scimRoutes(server: FastifyInstance, ctx: Context, events: Events): Promise<void> {
  const actorOf = openTokenDoor(ctx, events)
  const after = openAfterRequests(ctx)
  server.addHook('onClose', () => after.flush())

  await server.register(
    async scim => {
      scim.removeAllContentTypeParsers()
      scim.addContentTypeParser(['application/scim+json', 'application/json', 'text/plain'], { parseAs: 'string' }, (_request, body, done) => done(null, body))
      scim.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

      const answer = async (request: FastifyRequest, reply: FastifyReply) => {
        const begun = performance.now()
        const asked = partsOf(request)
        const log = (done: Omit<directory.LoggedRequest, 'at' | 'milliseconds' | keyof typeof asked.logged>) =>
          after.add({ ...asked.logged, ...done, at: ctx.clock.now(), milliseconds: Math.round((performance.now() - begun) * 10) / 10 })
        let token = ''
        try {
          if (['access_token', 'token'].some(name => asked.query[name] !== undefined))
            throw unauthorised('A token in the address ends up in logs. Send it as "Authorization: Bearer".')
          if (!/^Bearer \S/i.test(request.headers.authorization ?? ''))
            throw unauthorised(
              'This request has no bearer token. Send "Authorization: Bearer" and a token, made in Rollcall under Settings with the scope scim:write.',
            )
          const actor = await actorOf(request.headers.authorization)
          if (actor === null) throw unauthorised('This token is unknown, expired or revoked. Make one in Rollcall under Settings, with the scope scim:write.')
          token = actor.name
          if (!actor.permissions.includes('scim:write')) throw new ScimError(403, null, `The token ${actor.name} does not have the scope scim:write.`)
          const done = await directory.handleScim(as(ctx, actor), {
            method: request.method,
            path: asked.path,
            query: asked.query,
            ifMatch: request.headers['if-match'] ?? null,
            ifNoneMatch: request.headers['if-none-match'] ?? null,
            body: asked.body,
            baseUrl: `${ctx.publicUrl()}${scimPath}`,
          })
          const { status, outcome, changed = [], ignored: keptOut, body: answered } = done
          const subject = idIn(done.headers.location ?? asked.path)
          log({ token, status, outcome, changed, keptOut, subject, refusal: null, scimType: null, answer: answered })
          void reply.status(done.status).headers(done.headers)
          return done.body === null ? reply.send() : reply.type(mediaType).send(JSON.stringify(done.body))
        } catch (thrown) {
          const error = refusalOf(thrown)
          if (error.status >= 500) request.log.error({ err: thrown }, 'provisioning request failed')
          const { status, scimType, message: refusal } = error
          log({
            token,
            status,
            outcome: 'refused',
            changed: [],
            keptOut: [],
            subject: idIn(asked.path),
            refusal,
            scimType,
            answer: directory.scimErrorBody(error),
          })
          return sendError(reply, error)
        }
      }
      scim.setErrorHandler<FastifyError>((thrown, _request, reply) => sendError(reply, refusalOf(thrown)))
      const options = { bodyLimit: largestBody, config: { rateLimit: { max: mostPerMinute, timeWindow: '1 minute' } } }
      scim.all('/', options, answer)
      scim.all('/*', options, answer)
    },
    { prefix: scimPath },
  )
}

function partsOf(request: FastifyRequest) {
  const [address = '', query = ''] = request.url.split(/\?(.*)/s, 2)
  const path = pathOf(address.slice(scimPath.length))
  const body = typeof request.body === 'string' ? request.body : null
  const client = directory.detectClient({ adscimversion: request.headers.adscimversion, userAgent: request.headers['user-agent'] })
  return { path, body, query: Object.fromEntries(new URLSearchParams(query)), logged: { client, method: request.method, path, query: readable(query), body } }
}

const pathOf = (encoded: string): string => {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

/** The id of the one resource that an address names. */
const idIn = (address: string): string | null => /\/(?:Users|Groups)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i.exec(address)?.[1] ?? null

const readable = (query: string): string => pathOf(query.replaceAll('+', ' '))

const unauthorised = (detail: string) => new ScimError(401, null, detail)

function refusalOf(thrown: unknown): directory.ScimError {
  if (thrown instanceof ScimError) return thrown
  const { statusCode, code } = thrown as FastifyError
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413)
    return new ScimError(413, null, `The request is larger than ${largestBody / 1024 / 1024} MB.`)
  if (statusCode === 429) return new ScimError(429, null, 'Too many requests. Wait a moment, then go on.')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new ScimError(400, 'invalidSyntax', 'The request could not be read.')
  if (isDiskFull(thrown)) return new ScimError(507, null, 'The disk of the server is full. Nothing was changed.')
  return new ScimError(500, null, 'Something failed on our side; nothing was half-done. The log has the cause.')
}

function sendError(reply: FastifyReply, error: directory.ScimError): FastifyReply {
  if (error.status === 401) void reply.header('www-authenticate', 'Bearer realm="SCIM"')
  if (error.status === 429 || error.status === 503) void reply.header('retry-after', '5')
  return reply
    .status(error.status)
    .type(mediaType)
    .send(JSON.stringify(directory.scimErrorBody(error)))
}
