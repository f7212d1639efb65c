import { setTimeout as pause } from 'node:timers/promises'
import { Unverified } from './ledger.ts'

const everyMilliseconds = 100
const longestMilliseconds = 60_000

/** Asks until the answer satisfies. `otherwise` says what did not come about, from the last answer. */
export async function waitUntil<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean, otherwise: (last: T) => string): Promise<T> {
  const end = performance.now() + longestMilliseconds
  for (;;) {
    const answer = await ask()
    if (satisfies(answer)) return answer
    if (performance.now() > end) throw new Unverified(`${otherwise(answer)} (after ${longestMilliseconds / 1000} s)`)
    await pause(everyMilliseconds)
  }
}
