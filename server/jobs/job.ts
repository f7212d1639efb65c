import type { Context } from '../context.ts'
import type { Work } from '../work.ts'

/** One background job. `run` may be called again after a crash at any point: it must find out itself what is already done. */
export interface Job<Name extends keyof Work> {
  readonly name: Name
  /** How often it is tried before it is given up, the wait doubling from `firstWaitSeconds`. */
  readonly retry: { readonly attempts: number; readonly firstWaitSeconds: number }
  /** How many run at once in one process. */
  readonly concurrency: number
  /** A cron expression in UTC, for jobs that also run by the clock. */
  readonly schedule?: string
  readonly run: (ctx: Context, input: Work[Name]) => Promise<void>
}

export const job = <Name extends keyof Work>(definition: Job<Name>): Job<Name> => definition

/** Any of the jobs. */
export type AnyJob = { [Name in keyof Work]: Job<Name> }[keyof Work]
