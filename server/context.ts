import type { ChangeEvent, Permission } from '@rollcall/contract'
import type { Config } from './config.ts'
import type { Db } from './db/database.ts'
import type { Log } from './log.ts'
import type { Keyring } from './secrets.ts'
import type { Work } from './work.ts'

/** Who acts. No token and no operator approves: `plans:approve` is held by signed-in humans only. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string; readonly name: string; readonly email: string; readonly permissions: readonly Permission[] }
  | { readonly kind: 'token'; readonly id: string; readonly name: string; readonly userId: string; readonly permissions: readonly Permission[] }
  /** Someone who can read the data folder of the machine that Rollcall runs on. */
  | { readonly kind: 'operator'; readonly name: string; readonly permissions: readonly Permission[] }
  /** A job: `system(compare-roll)`. */
  | { readonly kind: 'system'; readonly name: string; readonly permissions: readonly Permission[] }
  | { readonly kind: 'guest'; readonly name: string; readonly permissions: readonly Permission[] }

export interface Clock {
  now(): Date
}

export type Enqueue = <Name extends keyof Work>(
  name: Name,
  input: Work[Name],
  options?: {
    /** While a job of this key waits, another one is not added; the input itself when left out. */
    readonly key?: string
    readonly after?: Date
  },
) => Promise<void>

/** Passed first, by hand, to every use case. */
export interface Context {
  /** Inside `transaction` every query of it joins that transaction. */
  readonly db: Db
  readonly transaction: <T>(run: () => Promise<T>) => Promise<T>
  readonly clock: Clock
  readonly log: Log
  readonly config: Config
  /** The address people use, without a trailing slash. */
  readonly publicUrl: () => string
  readonly keyring: Keyring
  /** Adds a job; inside a transaction it exists only when that commits. */
  readonly enqueue: Enqueue
  /** Tells open consoles that something changed; inside a transaction only when that commits. */
  readonly publish: (event: ChangeEvent) => Promise<void>
  readonly actor: Actor
  /** Origins of the stand-in vendors that this process runs for the demo company; empty in a real workspace. */
  readonly standIns: ReadonlySet<string>
  /** Ends long work at the next safe point when the process stops. */
  readonly stopping: AbortSignal
}

/** The same context for another actor. */
export const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor })

/** Who acted, as the audit log and evidence name them. */
export const nameOf = (actor: Actor): string => (actor.kind === 'user' ? actor.email : `${actor.kind}(${actor.name})`)
