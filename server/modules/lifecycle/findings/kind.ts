import type { FindingKind, FindingRepair, FindingThresholds } from '@rollcall/contract'
import { type RawBuilder, sql } from 'kysely'
import type { CompiledRules } from '../access-rules/compiled-rules.ts'
import type { Grounds } from './grounds.ts'

type Sql = RawBuilder<unknown>

/** What one kind asks, as SQL over its `from`, for all rows at once. A subject may come once. What is left out is null. */
export interface Question {
  /** uuid: what the finding is about. */
  readonly subject: Sql
  readonly connection: Sql
  readonly account?: Sql
  /** uuid[]: where it rests on several accounts, all of them. */
  readonly accounts?: Sql
  /** Left out: whose account it is. */
  readonly person?: Sql
  /** The person whose identities are evidence, where nobody can be named. Left out: the person. */
  readonly witness?: Sql
  /** Left out: what the person, the account or the connection is called. */
  readonly name?: Sql
  /** Since when it is true; left out or null: since it was found. */
  readonly since?: Sql
  /**
   * Left out: true. False where it rests on something not being there and the source was not read to the end: then nothing is opened,
   * and what is open stays.
   */
  readonly sure?: Sql
  /** uuid[]: reads that did not hold what should be there. */
  readonly absences?: Sql
  /** jsonb: what else the sentence says. */
  readonly facts?: Sql
  readonly from: Sql
}

/** What a comparison knows before it asks; beside it there are the temporary tables of `circumstances.queries.ts`. */
export interface Circumstances {
  readonly now: Date
  readonly thresholds: FindingThresholds
  /** The access rules; null while there are none. With them there are the tables `excepted` and `expected`. */
  readonly rules: CompiledRules | null
  /** What working connections disprove of the app profiles. */
  readonly disproved: readonly { readonly connectionId: string; readonly app: string; readonly says: string; readonly proof: string }[]
}

/** A finding as its sentence needs it. */
export interface Found {
  readonly personName: string
  readonly connectionName: string
  readonly grounds: Grounds
  /** The account's name, or what else it is about. */
  readonly login: string
}

/** Everything Rollcall knows of one kind of finding. */
export interface Kind {
  readonly kind: FindingKind
  /** The account should let nobody in: the roster marks it. */
  readonly unwanted?: true
  /** Its licence is paid for nothing. */
  readonly wasteful?: true
  /** It rests on the access rules, and is asked for only where there are any. */
  readonly ruled?: true
  /** What a plan can do about it; left out where a person decides. */
  readonly repair?: FindingRepair
  /** What a person may choose to have done, where nothing says that it must be. */
  readonly choice?: FindingRepair
  /** Where it is about nothing that is there, and yet there is an account. */
  readonly repairOfAccount?: FindingRepair
  readonly question: (circumstances: Circumstances) => Question
  /** What is, and what should be. */
  readonly sentence: (found: Found) => string
  /** What a source says that does not hold it; only kinds that rest on an absence. */
  readonly absence?: (found: Found) => string
}

/** The instant so many days before. */
export const daysBefore = (now: Date, days: number): Sql => sql`${new Date(now.getTime() - days * 86_400_000)}::timestamptz`

/** One id for two, a person in a connection: a hash in the form of a UUID of version 8 (RFC 9562, section 5.8). */
export const pairOf = (one: Sql, other: Sql): Sql => sql`overlay(overlay(md5(${one}::text || ${other}::text) placing '8' from 13) placing '8' from 17)::uuid`

/** Accounts that let people in, and of which nobody has said that plans leave them out. */
export const ordinary = sql`a.status in ('active', 'locked') and a.protection = 'none'`

export const dayOf = (instant: string | number | null | undefined): string =>
  instant === null || instant === undefined ? 'an unknown day' : new Date(instant).toISOString().slice(0, 10)
