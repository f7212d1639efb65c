import type { ConsoleDesk } from './console/desk.ts'

/** What a vendor's reply says of its rate limit. */
export type RateSeen = { limit: number | null; remaining: number | null; resetAt: Date | null }

/** What an OAuth token endpoint gave. `apiUrl` is where the vendor says its API lives, when that is not the base URL (Salesforce `instance_url`). */
export type OAuthTokens = { accessToken: string; refreshToken: string | null; expiresAt: string | null; apiUrl: string | null }

/** A screenshot of a console that is kept beside the evidence; `sha256` is of the PNG. */
export type ScreenshotTaken = { id: string; of: string; sha256: string }

/** One request and what came of it, without secrets: the evidence of a plan's step. */
export type Exchange = {
  at: string
  method: string
  url: string
  requestHeaders: Record<string, string>
  requestBody: string | null
  status: number | null
  responseHeaders: Record<string, string>
  responseBody: string | null
  /** Why there is no reply, in words, when there is none. */
  failure: string | null
  durationMs: number
  /** Of a console: what was seen on the way. */
  screenshots?: readonly ScreenshotTaken[]
}

/** What the vendor client needs from the process it runs in. */
export type VendorPorts = {
  /** The rate budget that all workers share. `take` waits until one more request is allowed. */
  budget: { take(): Promise<void>; observe(seen: RateSeen): Promise<void> | void }
  /** OAuth tokens of this connection, sealed by their keeper. `exclusively` runs one holder at a time across all processes. */
  tokens: {
    read(): Promise<OAuthTokens | null>
    write(tokens: OAuthTokens): Promise<void>
    exclusively<T>(work: () => Promise<T>): Promise<T>
  }
  /** Called once per refused request: the credential no longer works, or may not read what was asked for. */
  onAuthFailure(kind: 'credentials' | 'permission', sentence: string): Promise<void> | void
  log(level: 'debug' | 'info' | 'warn', message: string, detail: Record<string, unknown>): void
  clock(): Date
  sleep(milliseconds: number): Promise<void>
  /** The browser that works the vendor's console, where there is one. */
  console?: ConsoleDesk
  /** The operator allows addresses in private ranges (on-premises apps, the demo's stand-ins). */
  allowPrivate: boolean
}
