import { type Endpoint, errorCodes, type Problem } from '@rollcall/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import * as idempotency from '../../modules/idempotency/index.ts'
import { problemOf } from '../errors.ts'
import { tagOf } from './tags.ts'

const longestKey = 255

/** The key of a request, of endpoints that take one: visible ASCII, with or without the quotes of a structured header (RFC 8941). */
export function keyOf(endpoint: Endpoint, request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key']
  if (endpoint.idempotent !== true || header === undefined) return null
  const key = String(header).replace(/^"(.*)"$/, '$1')
  if (!/^[\x21-\x7e]+$/.test(key) || key.length > longestKey)
    throw new Refused('bad_request', `An Idempotency-Key has 1 to ${longestKey} visible characters. A UUID is a good one.`, { at: 'Idempotency-Key' })
  return key
}

/** Answers a request with a key: now, or as it was answered before. A refusal is an answer too; only what failed on our side is tried again. */
export async function answerWithKey(
  ctx: Context,
  { request, reply, key, file }: { request: FastifyRequest; reply: FastifyReply; key: string; file: Buffer | null },
  call: object,
  run: () => Promise<unknown>,
): Promise<unknown> {
  const { actor } = ctx
  const asked = {
    actor: 'id' in actor ? actor.id : nameOf(actor),
    key,
    parts: [request.method, request.url, request.headers['if-match'] ?? '', JSON.stringify(call), file ?? ''],
  }
  const answer = await idempotency.answerOnce(ctx, asked, async () => {
    try {
      const body = await run()
      const etag = tagOf(body)
      return { status: 200, headers: etag === null ? {} : { etag }, body }
    } catch (thrown) {
      if (!(thrown instanceof Refused) || errorCodes[thrown.code] >= 500) throw thrown
      const body: Problem = problemOf(thrown, request.id)
      return { status: errorCodes[thrown.code], headers: {}, body }
    }
  })
  void reply.status(answer.status).headers(answer.headers)
  return answer.body
}
