import type { ErrorCode } from '@rollcall/contract'

/** A refusal of the server, or the lack of any answer (`unreachable`). `message` is the sentence to show. */
export class ApiProblem extends Error {
  readonly code: ErrorCode | 'unreachable'
  /** Where the request was wrong: `participants.0.email`. */
  readonly at: string | undefined
  readonly requestId: string | undefined

  constructor(code: ErrorCode | 'unreachable', message: string, at?: string, requestId?: string) {
    super(message)
    this.name = 'ApiProblem'
    this.code = code
    this.at = at
    this.requestId = requestId
  }
}

/** No answer came: the network is down, or the server is. */
export const unreachable = () => new ApiProblem('unreachable', 'Rollcall’s server does not answer. Nothing is lost; the page carries on as soon as it does.')

/** The one sentence to show for whatever went wrong. */
export const sentenceOf = (error: unknown): string =>
  error instanceof ApiProblem ? error.message : 'Something in this page went wrong. Load it again; if it stays, tell your administrator.'
