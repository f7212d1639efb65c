import { type Ask, type Endpoint, Problem, type Reply } from '@rollcall/contract'

/** A refusal of the server, with its sentence and stable code. */
export class ApiRefusal extends Error {
  readonly code: string
  /** Where the request was wrong, when it was. */
  readonly at: string | undefined

  constructor(code: string, message: string, at?: string) {
    super(message)
    this.code = code
    this.at = at
  }
}

export interface Client {
  readonly url: string
  call<E extends Endpoint>(endpoint: E, ask?: Partial<Ask<E>>): Promise<Reply<E>>
  /** An endpoint that takes a file, as a form. */
  send<E extends Endpoint>(endpoint: E, form: FormData, params?: Readonly<Record<string, string>>): Promise<Reply<E>>
  /** An endpoint that answers with a file. */
  download(endpoint: Endpoint): Promise<AsyncIterable<Uint8Array>>
}

interface Parts {
  readonly params?: Record<string, string>
  readonly query?: Record<string, unknown>
  readonly body?: unknown
}

/** Calls the REST API of a server; every reply is parsed by the contract. */
export function openClient(url: string, secret: string | null): Client {
  const authorization: Record<string, string> = secret === null ? {} : { authorization: `Bearer ${secret}` }
  const fetchAnswer = async (endpoint: Endpoint, path: string, init: RequestInit): Promise<Response> => {
    const reply = await fetch(`${url}/api/v1${path}`, { ...init, method: endpoint.method }).catch((cause: unknown) => {
      throw new ApiRefusal(
        'unreachable',
        `Rollcall does not answer at ${url}. Is it running? (${cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause)})`,
      )
    })
    if (reply.ok) return reply
    const problem = Problem.safeParse(await reply.json().catch(() => null))
    throw problem.success
      ? new ApiRefusal(problem.data.error.code, problem.data.error.message, problem.data.error.at)
      : new ApiRefusal('not_rollcall', `${url} answered ${reply.status} and not as Rollcall does. Check the address.`)
  }
  const fetchReply = async <E extends Endpoint>(endpoint: E, path: string, init: RequestInit): Promise<Reply<E>> => {
    const answer = await fetchAnswer(endpoint, path, init)
    return endpoint.reply.parse(await answer.json().catch(() => null)) as Reply<E>
  }
  return {
    url,
    call: (endpoint, ask = {}) => {
      const { params = {}, query = {}, body } = ask as Parts
      const path = pathOf(endpoint, params)
      const search = new URLSearchParams(
        Object.entries(query)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, String(value)]),
      )
      const json: RequestInit =
        body === undefined ? { headers: authorization } : { headers: { ...authorization, 'content-type': 'application/json' }, body: JSON.stringify(body) }
      return fetchReply(endpoint, search.size === 0 ? path : `${path}?${search}`, json)
    },
    download: async endpoint => (await fetchAnswer(endpoint, endpoint.path, { headers: authorization })).body ?? new ReadableStream(),
    send: (endpoint, form, params = {}) => fetchReply(endpoint, pathOf(endpoint, params), { headers: authorization, body: form }),
  }
}

const pathOf = ({ path }: Endpoint, params: Readonly<Record<string, string>>): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
