import type { Client, Workspace } from './workspace.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- replies are read by the tests as they come
export type Wire = any

export interface RawReply {
  readonly status: number
  readonly headers: Headers
  readonly body: Wire
}

/** Sends JSON with headers of the test's own, for what the contract's client does not show. */
export const rawly =
  ({ url }: Workspace, { headers: own }: Client) =>
  async (method: string, path: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}): Promise<RawReply> => {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const reply = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...type, ...own, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    return { status: reply.status, headers: reply.headers, body: text === '' ? null : JSON.parse(text) }
  }
