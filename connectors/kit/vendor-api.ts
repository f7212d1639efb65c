import type { z } from 'zod'
import type { Credentials } from './auth.ts'
import type { Connector } from './connector.ts'
import type { Exchange, VendorPorts } from './ports.ts'

export type VendorRequest<T> = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Relative to the API's address, or an absolute URL on the same origin (a `next` link). */
  path: string
  query?: Record<string, string>
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  /** The content type of `body`; `application/json` unless told. */
  contentType?: string
  /** A write that may be repeated without doing it twice; GET always may. */
  idempotent?: boolean
  /** What the reply must look like; without it the reply's body is not looked at. */
  expect?: z.ZodType<T>
}

export type VendorReply<T> = { status: number; headers: Record<string, string>; body: T }

/** The one guarded door to a vendor: authenticated, within its limits, retried where that is safe, every refusal a VendorError. */
export type VendorApi = {
  /** Where the API lives, without a trailing slash; for a vendor that tells its address with the token, known after the first request. */
  readonly url: () => Promise<string>
  request<T = unknown>(request: VendorRequest<T>): Promise<VendorReply<T>>
  get<T = unknown>(path: string, more?: Omit<VendorRequest<T>, 'path' | 'method'>): Promise<VendorReply<T>>
  close(): Promise<void>
}

export type VendorApiOptions = {
  connector: Connector
  baseUrl: string
  /** The kind of one of the connector's auth choices. */
  auth: string
  credentials: Credentials
  ports: VendorPorts
  /** Gets every exchange, without secrets. */
  recorder?: (exchange: Exchange) => void
  timeouts?: Partial<Timeouts>
}

/** Milliseconds; `totalMs` bounds one attempt from connect to the last byte. */
export type Timeouts = { connectMs: number; headersMs: number; bodyMs: number; totalMs: number }
