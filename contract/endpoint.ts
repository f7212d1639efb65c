import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Permission } from './permissions.ts'

/** What the audit log keeps of a call: the action's name, or the reason why there is nothing to keep. */
export type AuditPolicy = string | { readonly none: string }

/** Said where a call leaves no trace in the audit log, with the reason: `audit: unaudited('read only')`. */
export const unaudited = (reason: string): AuditPolicy => ({ none: reason })

type Shape = z.ZodType

/**
 * One REST endpoint as a value. The server's route, the console's and the CLI's client, the OpenAPI document and the audit
 * coverage are all derived from it. An endpoint without a permission and an audit policy does not compile.
 */
export interface Endpoint {
  /** Unique, verb first, camelCase; the OpenAPI `operationId`. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`, with `:name` for parameters. */
  readonly path: `/${string}`
  readonly summary: string
  readonly params?: Shape
  readonly query?: Shape
  readonly body?: Shape
  readonly reply: Shape
  /** Stable codes this endpoint may answer beyond `bad_request`, `not_signed_in`, `not_allowed`, `rate_limited` and `internal`. */
  readonly errors: readonly ErrorCode[]
  readonly permission: Permission
  readonly audit: AuditPolicy
  /** Takes `Idempotency-Key`: the same request sent again is answered with the first answer. */
  readonly idempotent?: true
  /** The reply has an `etag`: a GET takes `If-None-Match` and is answered 304, a write takes `If-Match` and is refused 412. */
  readonly tagged?: true
  /** The reply is a file of this type and not JSON. */
  readonly produces?: 'text/csv' | 'application/octet-stream' | 'application/x-tar'
  /** What the OpenAPI document shows; a test holds it to the shapes. */
  readonly example?: { readonly body?: unknown; readonly reply?: unknown }
}

/** Keeps the literal types of one endpoint. */
export const endpoint = <const E extends Endpoint>(definition: E): E => definition

type Parsed<S> = S extends Shape ? z.output<S> : undefined
type Sent<S> = S extends Shape ? z.input<S> : undefined

/** What a handler receives: every part already parsed. */
export interface Call<E extends Endpoint> {
  readonly params: Parsed<E['params']>
  readonly query: Parsed<E['query']>
  readonly body: Parsed<E['body']>
}

type Given<K extends string, S> = S extends Shape ? { readonly [k in K]: Sent<S> } : { readonly [k in K]?: undefined }

/** What a client passes to call the endpoint. */
export type Ask<E extends Endpoint> = Given<'params', E['params']> & Given<'query', E['query']> & Given<'body', E['body']>

/** What the endpoint answers. */
export type Reply<E extends Endpoint> = z.output<E['reply']>
