import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Call, Endpoint, Reply } from '@rollcall/contract'
import type { z } from 'zod'
import { as, type Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { authenticate, type Caller } from '../authenticate.ts'

/** What a handler may need of HTTP besides the parsed call. */
export interface HttpCall {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly caller: Caller
  /** The file of a form, its bytes untouched; null when the call came as JSON. */
  readonly file: Buffer | null
}

/** A form in the shape of the endpoint's body, and its file. */
export interface Form {
  readonly body: unknown
  readonly file: Buffer
}

export type Handler<E extends Endpoint> = (ctx: Context, call: Call<E>, http: HttpCall) => Promise<Reply<E>>

/** The reply of endpoints that have nothing to tell. */
export const done = { done: true } as const

/**
 * Serves one endpoint: authenticate, permit, parse, run, answer. What the handler answers is checked against the contract. With `form` the
 * endpoint takes `multipart/form-data` besides JSON.
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
        const answer = await handler(own, call, { request, reply, caller, file: form?.file ?? null })
        return endpoint.reply.parse(answer)
      },
    })
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
  const parsed = shape.safeParse(given ?? {})
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const at = issue === undefined || issue.path.length === 0 ? part : issue.path.join('.')
  throw new Refused('bad_request', `${at}: ${issue?.message ?? 'is not valid'}`, { at })
}
