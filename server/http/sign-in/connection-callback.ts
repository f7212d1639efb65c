import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { as } from '../../context.ts'
import * as connections from '../../modules/connections/index.ts'
import { authenticate } from '../authenticate.ts'
import { permit } from '../rest/route.ts'

const Query = z.object({ state: z.string(), code: z.string().optional(), error: z.string().optional() })

/** Where a vendor sends the admin back after consent; leads on to the connection's page, with the sentence when it failed. */
export function connectionCallback(server: FastifyInstance, ctx: Context): void {
  server.get('/login/connection/callback', async (request, reply) => {
    const caller = await authenticate(ctx, request, null)
    permit({ permission: 'connections:write' }, caller)
    try {
      const given = Query.parse(request.query)
      const id = await connections.finishAuthorization(as(ctx, caller.actor), { state: given.state, code: given.code, error: given.error })
      return await reply.redirect(`/connections?connection=${id}`)
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      return reply.redirect(`/connections?problem=${encodeURIComponent(thrown.message)}`)
    }
  })
}
