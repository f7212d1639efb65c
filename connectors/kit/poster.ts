import { Agent, request } from 'undici'
import { assertUrlAllowed, guardedLookup } from './address-guard.ts'
import { failureOf, flat } from './wire.ts'

export type PostReply = { status: number; headers: Record<string, string>; text: string }

export type Poster = {
  /** Throws a VendorError for an address that may not be reached, and a WireFailure when no answer came. */
  post(url: URL, headers: Record<string, string>, body: string): Promise<PostReply>
  close(): Promise<void>
}

/**
 * Posts to addresses that people entered: each is judged at every request and again when its name is resolved, a redirect is an answer like
 * any other, and of the answer only the first bytes are read. `totalMs` bounds a request from connect to the last byte that is read.
 */
export const openPoster = (allowPrivate: boolean, { totalMs, keptBytes }: { totalMs: number; keptBytes: number }): Poster => {
  const agent = new Agent({ connect: { lookup: guardedLookup(allowPrivate), timeout: totalMs } })
  return {
    post: async (url, headers, body) => {
      assertUrlAllowed(url, allowPrivate)
      let headersCame = false
      try {
        const signal = AbortSignal.timeout(totalMs)
        const reply = await request(url, { dispatcher: agent, method: 'POST', headers, body, signal })
        headersCame = true
        return { status: reply.statusCode, headers: flat(reply.headers), text: await firstBytes(reply.body, keptBytes) }
      } catch (thrown) {
        throw failureOf(thrown, url, headersCame)
      }
    },
    close: () => agent.destroy(),
  }
}

/** Ends the connection when there is more, so that nobody can keep us reading. */
async function firstBytes(body: AsyncIterable<Buffer>, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= most) break
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, most))
}
