import { say, table } from '../../print.ts'

/** What a step did, as far as it was seen to be done. */
export interface Done {
  readonly count: number
  /** One sentence: what is true now, and how it is known. */
  readonly seen: string
}

/** A step that could not be seen to be done; the message is the sentence for people. */
export class Unverified extends Error {}

export interface Ledger {
  /** Runs a step, measures it and writes it down; throws on with the step's name when it was not verified. */
  step<T extends Done>(job: Job, name: string, run: () => Promise<T>): Promise<T>
  print(): void
}

const jobs = ['set up', 'calls', 'roll', 'undo', 'lifecycle', 'audit'] as const
export type Job = (typeof jobs)[number]

type Row = { job: Job; step: string; n: number | string; ms: number; result: string; 'what was done': string }

export function openLedger(): Ledger {
  const rows: Row[] = []
  const write = (row: Row) => void rows.push(row)
  return {
    step: async (job, name, run) => {
      const start = performance.now()
      const ms = () => Math.round(performance.now() - start)
      try {
        const done = await run()
        write({ job, step: name, n: done.count, ms: ms(), result: 'verified', 'what was done': done.seen })
        return done
      } catch (thrown) {
        const sentence = thrown instanceof Error ? thrown.message : String(thrown)
        write({ job, step: name, n: '', ms: ms(), result: 'FAILED', 'what was done': sentence })
        throw thrown
      }
    },
    print: () => say(table(rows.toSorted((a, b) => jobs.indexOf(a.job) - jobs.indexOf(b.job)))),
  }
}

/** Holds one thing against another; refuses to go on when they differ. */
export function verify(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Unverified(otherwise)
}
