/** A refusal in the vendor's own shape. */
export type Refusal = { status: number; headers?: Record<string, string>; body: unknown }

/** Thrown by a route to refuse. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(`refused with ${refusal.status}`)
    this.refusal = refusal
  }
}

/** `Retry-After` in seconds, as most vendors send it. */
export const retryAfter = (resetAt: Date | null): Record<string, string> =>
  resetAt === null ? {} : { 'retry-after': String(Math.max(1, Math.ceil((resetAt.getTime() - Date.now()) / 1000))) }
