import type { FastifyInstance, FastifyReply } from 'fastify'

const windowSeconds = 60

const take = (reply: FastifyReply, name: string): number | null => {
  const value = reply.getHeader(name)
  reply.removeHeader(name)
  return value === undefined ? null : Number(value)
}

/**
 * What is left of the limit, on every answer that counts against one, in the words of draft-ietf-httpapi-ratelimit-headers-10. The plugin that
 * counts knows only the older names.
 */
export function sendRateHeaders(server: FastifyInstance): void {
  server.addHook('onSend', async (_request, reply) => {
    const [limit, remaining, reset] = [take(reply, 'x-ratelimit-limit'), take(reply, 'x-ratelimit-remaining'), take(reply, 'x-ratelimit-reset')]
    if (limit === null || remaining === null || reset === null) return
    void reply.header('ratelimit-policy', `"address";q=${limit};w=${windowSeconds}`)
    void reply.header('ratelimit', `"address";r=${remaining};t=${reset}`)
  })
}
