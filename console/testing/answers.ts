import type { Call, Endpoint, endpoints, ErrorCode, Reply } from '@rollcall/contract'

type Endpoints = { [Id in keyof typeof endpoints as (typeof endpoints)[Id] extends Endpoint ? Id : never]: Extract<(typeof endpoints)[Id], Endpoint> }

/** What the stand-in says to each endpoint it knows; the types are the contract's, and the stand-in holds every reply against its schema. */
export type Answers = { [Id in keyof Endpoints]?: (call: Call<Endpoints[Id]>) => Reply<Endpoints[Id]> }

/** Thrown by an answer that refuses. */
export class Refusal extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, sentence: string) {
    super(sentence)
    this.code = code
  }
}
