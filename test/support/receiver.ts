import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LifecycleEvent } from '@rollcall/contract'
import { Webhook } from 'standardwebhooks'

/** One request as it came. */
export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly event: LifecycleEvent
}

/** A status, or whatever it does with the response. */
export type Reply = number | ((response: ServerResponse) => void)

/** Someone else's server that takes webhooks over real HTTP, and may be told how to answer. */
export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** What it answers from now on; 204 until told. */
  answer: (request: Received, earlier: number) => Reply
  /** Events of one subject in the order they came. */
  of(subject: string): LifecycleEvent[]
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const one = { headers: request.headers, body, event: JSON.parse(body) as LifecycleEvent }
      const earlier = received.filter(({ event }) => event.id === one.event.id).length
      received.push(one)
      const reply = receiver.answer(one, earlier)
      if (typeof reply === 'number') response.writeHead(reply).end()
      else reply(response)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: () => 204,
    of: subject => received.flatMap(({ event }) => (event.data.subject.id === subject ? [event] : [])),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}

/** Whether the official library takes the request for genuine. */
export function isGenuine(secret: string, { headers, body }: Received): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}
