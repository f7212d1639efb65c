import type { OAuthTokens, RateSeen, VendorPorts } from '../ports.ts'

export type TestPorts = VendorPorts & {
  /** Milliseconds slept, one entry per wait; no time really passes. */
  sleeps: number[]
  failures: { kind: string; sentence: string }[]
  logs: unknown[]
  seen: RateSeen[]
  stored: () => OAuthTokens | null
}

/** Ports in memory with a clock that only sleeping moves. */
export const testPorts = (overrides: Partial<VendorPorts> = {}): TestPorts => {
  let now = Date.now()
  let tokens: OAuthTokens | null = null
  let last: Promise<unknown> = Promise.resolve()
  const [sleeps, failures, logs, seen]: [number[], TestPorts['failures'], unknown[], RateSeen[]] = [[], [], [], []]
  return {
    sleeps,
    failures,
    logs,
    seen,
    stored: () => tokens,
    budget: { take: async () => {}, observe: rate => void seen.push(rate) },
    tokens: {
      read: async () => tokens,
      write: async fresh => {
        tokens = fresh
      },
      exclusively: async work => {
        const turn = last.then(work, work)
        last = turn.catch(() => null)
        return turn
      },
    },
    onAuthFailure: (kind, sentence) => void failures.push({ kind, sentence }),
    log: (level, message, detail) => void logs.push({ level, message, detail }),
    clock: () => new Date(now),
    sleep: async milliseconds => {
      sleeps.push(milliseconds)
      now += milliseconds
    },
    allowPrivate: true,
    ...overrides,
  }
}
