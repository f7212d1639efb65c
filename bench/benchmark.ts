/** One claim: a ratio of two things done in the same run, beside what it must not exceed or fall below. */
export interface Claim {
  readonly claim: string
  readonly ratio: number
  readonly bound: { readonly atMost: number } | { readonly atLeast: number }
  /** What was measured, in words with units. */
  readonly detail: string
}

export interface Benchmark {
  readonly name: string
  run(): Promise<Claim[]>
}

/**
 * Two works in turn, A B A B, so that a machine that slows down slows both. The first round warms up. Medians in milliseconds, and the median of what
 * B took for each A of the same round.
 */
export async function inTurn(a: () => unknown, b: () => unknown, rounds = 5): Promise<{ a: number; b: number; ratio: number }> {
  const [timesA, timesB]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round++) {
    for (const [work, times] of [
      [a, timesA],
      [b, timesB],
    ] as const) {
      const begun = performance.now()
      await work()
      if (round > 0) times.push(performance.now() - begun)
    }
  }
  const median = (times: number[]) => times.toSorted((x, y) => x - y)[Math.floor(rounds / 2)] ?? 0
  return { a: median(timesA), b: median(timesB), ratio: median(timesA.map((took, round) => (timesB[round] ?? 0) / took)) }
}
