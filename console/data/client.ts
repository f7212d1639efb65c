import type { Ask, Endpoint, Problem, Reply } from '@rollcall/contract'
import { ApiProblem, unreachable } from './api-problem.ts'
import { setReachable } from './reachability.ts'

type Loose = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/** The custom header that a form on a foreign site cannot send; the server asks for it on every write. */
export const csrf = { 'x-rollcall-csrf': '1' }

/** `/calls/:id` with its parameters and query filled in; empty and absent query values are left out. */
export const addressOf = (endpoint: Pick<Endpoint, 'path'>, { params = {}, query = {} }: Loose = {}): string => {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  return `/api/v1${path}${search.size ? `?${search}` : ''}`
}

/** The server's refusal as an error; anything that is not its own words (a proxy's page) counts as no answer. */
export const problemFrom = (text: string): ApiProblem => {
  try {
    const { error } = JSON.parse(text) as Problem
    return new ApiProblem(error.code, inWords(error.message, error.at), error.at, error.requestId)
  } catch {
    return unreachable()
  }
}

/** A sentence about one part of a request begins with where that is; a person reads the last name of it as words. */
function inWords(message: string, at: string | undefined): string {
  if (at === undefined || !message.startsWith(`${at}: `)) return message
  const name = at.split('.').findLast(part => !/^\d+$/.test(part)) ?? at
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${message.slice(at.length)}`
}

/** Sends a request; `setReachable` hears whether anybody answered. */
const send = async (path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> => {
  const response = await fetch(path, { ...init, ...(signal && { signal }) }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    setReachable(false)
    throw unreachable()
  })
  if (response.ok) {
    setReachable(true)
    return response
  }
  const problem = problemFrom(await response.text())
  setReachable(problem.code !== 'unreachable')
  throw problem
}

/**
 * Calls one endpoint of the contract. The server is our own and same-origin, so that its reply is trusted as typed.
 * @throws {ApiProblem} with the server's sentence and code, or `unreachable`.
 */
export const call = async <E extends Endpoint>(endpoint: E, ask: Ask<E>, signal?: AbortSignal): Promise<Reply<E>> => {
  const loose = ask as Loose
  const init = {
    method: endpoint.method,
    headers: { ...(endpoint.method !== 'GET' && csrf), ...(loose.body !== undefined && { 'content-type': 'application/json' }) },
    ...(loose.body !== undefined && { body: JSON.stringify(loose.body) }),
  }
  return (await send(addressOf(endpoint, loose), init, signal)).json() as Promise<Reply<E>>
}

interface FormParts {
  params?: Record<string, string>
  query?: Record<string, unknown>
  /** What the form says beside the file. */
  fields?: Record<string, string>
}

/** Calls an endpoint that takes a file, with the bytes as they are on the disk. */
export const callWithFile = async <E extends Endpoint>(endpoint: E, file: File, { fields = {}, ...ask }: FormParts = {}): Promise<Reply<E>> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', file)
  return (await send(addressOf(endpoint, ask), { method: endpoint.method, headers: csrf, body: form })).json() as Promise<Reply<E>>
}
