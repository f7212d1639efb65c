import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorCodes } from '@rollcall/contract'
import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { authenticate } from '../authenticate.ts'
import { permit } from '../rest/route.ts'
import { answerRefusal } from './browser-pages.ts'

/** What a browser's visits to a sign-in address have in common, whichever protocol they speak. */
export const browserCalls = (ctx: Context) => ({
  /** The admin who tries a provider out; nobody else may. */
  async testerOf(request: FastifyRequest): Promise<string> {
    const caller = await authenticate(ctx, request, null)
    permit({ permission: 'settings:write' }, caller)
    if (caller.actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person tries a provider out.')
    return caller.actor.id
  },

  /** A refusal is a page, not JSON. */
  async orRefuse(reply: FastifyReply, run: () => Promise<FastifyReply>): Promise<FastifyReply> {
    try {
      return await run()
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      if (thrown.cause !== undefined) ctx.log.info({ err: thrown.cause, code: thrown.code }, 'sign-in refused')
      return answerRefusal(ctx, reply, errorCodes[thrown.code], thrown.message)
    }
  },
})

/** Parses what came with a visit. */
export function read<T>(shape: z.ZodType<T>, given: unknown): T {
  const parsed = shape.safeParse(given)
  if (!parsed.success) throw new Refused('bad_request', 'This address was called without what it needs. Begin the sign-in again.')
  return parsed.data
}
