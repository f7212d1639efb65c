import { type RawBuilder, sql } from 'kysely'
import type { Context } from './context.ts'

/*
 * What every module says of the personal data it keeps. `modules/erasure` goes through the list; a module that keeps more adds an `Erasable`
 * to its door, and what nobody declared is found by the last sweep over every text of every table.
 */

/** Whose data goes, and what takes its place. */
export interface Subject {
  /** The erasure's id. */
  readonly id: string
  readonly mode: 'remove' | 'pseudonymise'
  /** In lower case. */
  readonly emails: readonly string[]
  /** Full names, where it is known that they are meant: in their own calls and records. */
  readonly names: readonly string[]
  /** Those of them that nobody else has: they are meant wherever they stand. */
  readonly soleNames: readonly string[]
  readonly userIds: readonly string[]
  /** Identities and accounts that were read of other systems. */
  readonly loginIds: readonly string[]
  /** `Erased person 3f9a12c4`, and an address of the same number, which no mail reaches (RFC 2606). */
  readonly pseudonym: string
  readonly address: string
}

/** Rows of a table, and what happens to them. */
export interface Tally {
  readonly table: string
  readonly what: string
  readonly rows: number
}

/** A copy of the data in another system: Rollcall has no say over it, so that a person has to see to it. */
export interface Elsewhere {
  readonly connectionId: string
  readonly record: string
  readonly what: string
}

/** Told in the transaction of each batch; throws where the erasure may not go on. `calls`: whose deliveries are elsewhere. */
export type Keep = (done: {
  readonly tallies: readonly Tally[]
  readonly elsewhere?: readonly Elsewhere[]
  readonly calls?: readonly string[]
}) => Promise<void>

export interface Erasable {
  /** What would go, changing nothing. */
  count(ctx: Context, subject: Subject): Promise<Tally[]>
  /** In batches of one transaction each. What is done is not found again, so that a killed process loses at most a batch. */
  erase(ctx: Context, subject: Subject, keep: Keep): Promise<void>
}

const batch = 500

/** Rows of one table that match, deleted or changed so that they do not match any more. */
export interface RowsErasable {
  readonly table: string
  readonly what: string
  readonly matches: (subject: Subject) => RawBuilder<unknown>
  readonly change: 'delete' | ((subject: Subject) => RawBuilder<unknown>)
  /** Copies of another system, which has them still: the rows have `connection_id` and `external_id`. */
  readonly elsewhere?: string
}

export const erasableRows = ({ table, what, matches, change, elsewhere }: RowsErasable): Erasable => ({
  count: async ({ db }, subject) => {
    const { rows } = await sql<{ rows: number }>`select count(*)::int as rows from ${sql.table(table)} where ${matches(subject)}`.execute(db)
    return [{ table, what, rows: rows[0]?.rows ?? 0 }]
  },
  erase: async (ctx, subject, keep) => {
    const chosen = sql`ctid in (select ctid from ${sql.table(table)} where ${matches(subject)} limit ${batch} for update)`
    const returning = elsewhere === undefined ? sql`1 as done` : sql`connection_id, external_id`
    const statement =
      change === 'delete'
        ? sql<Returned>`delete from ${sql.table(table)} where ${chosen} returning ${returning}`
        : sql<Returned>`update ${sql.table(table)} set ${change(subject)} where ${chosen} returning ${returning}`
    for (let changed = batch; changed === batch;)
      changed = await ctx.transaction(async () => {
        const { rows } = await statement.execute(ctx.db)
        if (rows.length > 0) await keep({ tallies: [{ table, what, rows: rows.length }], elsewhere: rows.flatMap(row => copyOf(row, elsewhere)) })
        return rows.length
      })
  },
})

interface Returned {
  readonly connection_id?: string
  readonly external_id?: string
}

const copyOf = ({ connection_id, external_id }: Returned, what: string | undefined): Elsewhere[] =>
  what === undefined || connection_id === undefined || external_id === undefined ? [] : [{ connectionId: connection_id, record: external_id, what }]

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)
const anyOf = (texts: readonly string[]): string => texts.map(text => escaped(text).replace(/\s+/g, String.raw`\s+`)).join('|')
const never = '(?!)'
// In the text of JSON a line break is a backslash and a letter, and the letter is no part of the word after it.
const afterEscape = String.raw`(?<=\\[nrt])`

/** Finds addresses and names as whole words: `ana@acme.test` is not in `diana@acme.test`. The source of a regular expression that both engines read. */
export const emailPattern = (emails: readonly string[]): string =>
  emails.length === 0 ? never : String.raw`(?:(?<![\w.+%-])|${afterEscape})(?:${anyOf(emails)})(?![\w-]|\.\w)`
export const namePattern = (names: readonly string[]): string => (names.length === 0 ? never : String.raw`(?:(?<!\w)|${afterEscape})(?:${anyOf(names)})(?!\w)`)

/** Whether a text of the database names the subject, wherever it stands. */
export const namesSubject = (text: RawBuilder<unknown>, { emails, soleNames }: Subject): RawBuilder<boolean> =>
  sql<boolean>`(${text} ~* ${emailPattern(emails)}${soleNames.length === 0 ? sql`` : sql` or ${text} ~* ${namePattern(soleNames)}`})`

/** The text with the subject replaced; `names` are those that mean them there. */
export const withoutSubject = (text: RawBuilder<unknown>, { emails, address, pseudonym }: Subject, names: readonly string[]): RawBuilder<string> => {
  const withoutEmails = sql<string>`regexp_replace(${text}, ${emailPattern(emails)}, ${address}, 'gi')`
  return names.length === 0 ? withoutEmails : sql<string>`regexp_replace(${withoutEmails}, ${namePattern(names)}, ${pseudonym}, 'gi')`
}
