import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Call, type Endpoint, issueInWords, type Reply } from '@rollcall/contract'
import type { z } from 'zod'
import { as, type Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { authenticate, type Caller } from '../authenticate.ts'
import { answerWithKey, keyOf } from './idempotency.ts'
import { isKnown, tagOf } from './tags.ts'

/** What a handler may need of HTTP besides the parsed call. */
export interface HttpCall {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly caller: Caller
  /** The file of a form, its bytes untouched; null when the call came as JSON. */
  readonly file: Buffer | null
  /** The `If-Match` header, of endpoints that have an etag; whoever writes checks it. */
  readonly ifMatch: string | null
}

/** A form in the shape of the endpoint's body, and its file. */
export interface Form {
  readonly body: unknown
  readonly file: Buffer
}

/** What a handler answers: the reply of the contract, or the bytes of a file. */
type Answer<E extends Endpoint> = E extends { produces: string } ? Readable : Reply<E>

export type Handler<E extends Endpoint> = (ctx: Context, call: Call<E>, http: HttpCall) => Promise<Answer<E>>

/** The reply of endpoints that have nothing to tell. */
export const done = { done: true } as const

/**
 * Serves one endpoint: authenticate, permit, parse, run, answer. What the handler answers is checked against the contract. The endpoint's value
 * says what else it takes: entity tags (`tagged`), `Idempotency-Key` (`idempotent`). With `form` it takes `multipart/form-data` besides JSON.
 */
export type Route = <E extends Endpoint>(endpoint: E, handler: Handler<E>, options?: { readonly form?: (request: FastifyRequest) => Promise<Form> }) => void

export const routesOn =
  (server: FastifyInstance, ctx: Context, operatorSecret: string | null): Route =>
  (endpoint, handler, { form: readForm } = {}) => {
    server.route({
      method: endpoint.method,
      url: `/api/v1${endpoint.path}`,
      handler: async (request, reply) => {
        const caller = await authenticate(ctx, request, operatorSecret)
        permit(endpoint, caller)
        const form = readForm !== undefined && request.isMultipart() ? await readForm(request) : null
        const call = {
          params: parse(endpoint.params, request.params, 'params'),
          query: parse(endpoint.query, request.query, 'query'),
          body: parse(endpoint.body, form === null ? request.body : form.body, 'body'),
        } as Call<typeof endpoint>
        const own = { ...as(ctx, caller.actor), log: request.log as Context['log'] }
        const file = form?.file ?? null
        const ifMatch = endpoint.tagged === true ? (request.headers['if-match'] ?? null) : null
        const run = () => handler(own, call, { request, reply, caller, file, ifMatch })
        if (endpoint.produces !== undefined) {
          const bytes = await run()
          return reply.type(endpoint.produces === 'text/csv' ? 'text/csv; charset=utf-8' : endpoint.produces).send(bytes)
        }
        const key = keyOf(endpoint, request)
        const answer = async () => endpoint.reply.parse(await run())
        if (key !== null) return answerWithKey(own, { request, reply, key, file }, call, answer)
        return withTag(endpoint, request, reply, await answer())
      },
    })
  }

/** Sends the tag of what is answered, and 304 to whoever has it already. */
function withTag(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, answer: unknown): unknown {
  const tag = endpoint.tagged === true ? tagOf(answer) : null
  if (tag === null) return answer
  void reply.header('etag', tag)
  return endpoint.method === 'GET' && isKnown(request.headers['if-none-match'], tag) ? reply.status(304).send() : answer
}

/** Refuses whoever may not call the endpoint. */
export function permit(endpoint: Pick<Endpoint, 'permission'>, { actor }: Caller): void {
  const { permission } = endpoint
  if (permission === 'anyone' || actor.permissions.includes(permission)) return
  if (actor.kind === 'guest') throw new Refused('not_signed_in', 'Sign in first.')
  if (permission === 'plans:approve') throw new Refused('not_allowed', 'Only a signed-in person approves. Open the plan in the console.')
  throw new Refused('not_allowed', `This needs the permission ${permission}, which ${actor.name} does not have.`)
}

/** Parses one part of a request; the first problem becomes the sentence. */
export function parse(shape: z.ZodType | undefined, given: unknown, part: string): unknown {
  if (shape === undefined) return undefined
  const parsed = shape.safeParse(given ?? {}, { error: issueInWords })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const at = issue === undefined || issue.path.length === 0 ? part : issue.path.join('.')
  throw new Refused('bad_request', `${at}: ${issue?.message}`, { at })
}
