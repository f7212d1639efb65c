import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { endpoints, EngagementDetails, errorCodes, type ChangeEvent, type Endpoint, type ErrorCode } from '@rollcall/contract'
import { Refusal, type Answers } from './answers.ts'

const dist = join(import.meta.dirname, '../dist')
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.html': 'text/html' }
/** The strictest policy that a server may send; the console has to live under it. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"

const routes = Object.values(endpoints)
  .filter((one): one is Extract<typeof one, Endpoint> => 'method' in one)
  .map(endpoint => ({ endpoint: endpoint as Endpoint, pattern: new RegExp(`^/api/v1${endpoint.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`) }))

const bytesOf = async (request: IncomingMessage) => Buffer.concat((await request.toArray()) as Buffer[])

/** The body as the endpoint's schema takes it, whichever way it was sent. */
const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const bytes = await bytesOf(request)
  if (!request.headers['content-type']?.startsWith('multipart/')) return bytes.length ? JSON.parse(bytes.toString()) : undefined
  const form = await new Response(bytes, { headers: { 'content-type': request.headers['content-type'] } }).formData()
  const file = form.get('file') as File
  const details = form.get('details')
  if (typeof details !== 'string') return { fileName: file.name, csv: await file.text() }
  return { fileName: file.name, transcript: await file.text(), details: EngagementDetails.parse(JSON.parse(details)) }
}

const send = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const refuse = (response: ServerResponse, code: ErrorCode, message: string) => send(response, errorCodes[code], { error: { code, message, requestId: 'r-1' } })

/** A server that answers as the contract says and checks both sides: requests and replies go through the contract's own schemas. */
export const startStandIn = async (first: Answers, port = 0) => {
  let answers = first
  const listeners = new Set<ServerResponse>()
  const asked: { id: string; body: unknown }[] = []

  const answer = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const route = routes.find(({ endpoint, pattern }) => endpoint.method === request.method && pattern.test(url.pathname))
    if (!route) return refuse(response, 'not_found', 'There is no such endpoint.')
    const { endpoint, pattern } = route
    if (endpoint.method !== 'GET' && request.headers['x-rollcall-csrf'] !== '1') return refuse(response, 'csrf_refused', 'The header is missing.')
    const body = endpoint.body?.parse(await bodyOf(request))
    const call = {
      params: endpoint.params?.parse(pattern.exec(url.pathname)?.groups),
      query: endpoint.query?.parse(Object.fromEntries(url.searchParams)),
      body,
    }
    asked.push({ id: endpoint.id, body })
    const given = (answers as Record<string, ((call: object) => unknown) | undefined>)[endpoint.id]
    if (!given) return refuse(response, 'not_found', `The stand-in has no answer to ${endpoint.id}.`)
    return send(response, 200, endpoint.reply.parse(given(call)))
  }

  const serveFile = async (path: string, response: ServerResponse) => {
    const name = extname(path) ? path : '/index.html'
    const file = await readFile(join(dist, name)).catch(() => null)
    response.writeHead(file ? 200 : 404, { 'content-type': types[extname(name)] ?? 'text/plain', 'content-security-policy': policy })
    response.end(file)
  }

  const listen = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n')
    listeners.add(response)
    response.on('close', () => listeners.delete(response))
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in')
    if (!url.pathname.startsWith('/api/')) return void serveFile(url.pathname, response)
    if (url.pathname === '/api/v1/changes') return listen(response)
    return void answer(request, response, url).catch((error: unknown) => {
      if (error instanceof Refusal) refuse(response, error.code, error.message)
      else refuse(response, 'internal', `The stand-in is wrong: ${String(error)}`)
    })
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
    /** Every request so far, in order. */
    asked,
    use: (next: Answers) => {
      answers = next
    },
    tell: (event: ChangeEvent) => {
      for (const listener of listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`)
    },
    close: () => {
      for (const listener of listeners) listener.destroy()
      server.closeAllConnections()
      return new Promise(resolve => server.close(resolve))
    },
  }
}

export type StandIn = Awaited<ReturnType<typeof startStandIn>>
