import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Projection, readProjection } from '../project.ts'
import { ScimError } from '../scim-error.ts'

export const defaultPageSize = 100
export const mostPerPage = 1000
/** A cursor older than this is refused; RFC 9865, section 4. */
export const cursorTimeoutSeconds = 3600

/** The question of a list, from the query of a GET or the body of a `.search`. */
export interface ListQuestion {
  readonly filter: string | null
  readonly sortBy: string | null
  readonly descending: boolean
  readonly projection: Projection
  readonly page: IndexPage | CursorPage
}

export interface IndexPage {
  readonly kind: 'index'
  /** From 1. */
  readonly startIndex: number
  readonly count: number
}

export interface PageAfter {
  readonly kind: 'cursor'
  /** The last row of the page before; null on the first page. */
  readonly after: Position | null
  readonly count: number
}

export interface CursorPage extends PageAfter {
  readonly after: CursorPosition | null
}

/** Where a page ended. */
export interface Position {
  readonly ordinal: number
  /** The value it was sorted by. */
  readonly sorted: string | null
}

export interface CursorPosition extends Position {
  /** A list of everything has the users first, then the groups. */
  readonly of: 'User' | 'Group'
}

type Raw = Readonly<Record<string, string | undefined>>

export function readQuestion(raw: Raw, now: Date): ListQuestion {
  const filter = raw.filter === undefined || raw.filter.trim() === '' ? null : raw.filter
  const sortBy = raw.sortBy === undefined || raw.sortBy.trim() === '' ? null : raw.sortBy.trim()
  const order = raw.sortOrder?.toLowerCase() ?? 'ascending'
  if (order !== 'ascending' && order !== 'descending') throw new ScimError(400, 'invalidValue', 'sortOrder is ascending or descending.')
  const question = { filter, sortBy, descending: order === 'descending', projection: readProjection(raw) }
  if (raw.cursor === undefined)
    return { ...question, page: { kind: 'index', startIndex: Math.max(1, readInteger('startIndex', raw.startIndex, 1)), count: readCount(raw.count) } }
  if (raw.startIndex !== undefined) throw new ScimError(400, 'invalidCursor', 'Page by cursor or by startIndex, not by both.')
  return {
    ...question,
    page: { kind: 'cursor', count: readCursorCount(raw.count), after: raw.cursor === '' ? null : readCursor(raw.cursor, fingerprint(question), now) },
  }
}

function readInteger(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined || value === '') return otherwise
  if (!/^-?\d{1,9}$/.test(value.trim())) throw new ScimError(400, 'invalidValue', `${name} is a whole number.`)
  return Number(value)
}

/** A negative count means none (RFC 7644, section 3.4.2.4). */
const readCount = (value: string | undefined): number => Math.min(mostPerPage, Math.max(0, readInteger('count', value, defaultPageSize)))

function readCursorCount(value: string | undefined): number {
  if (value === undefined) return defaultPageSize
  // RFC 9865, section 2.1: between 1 and maxPageSize.
  const count = /^\d{1,9}$/.test(value) ? Number(value) : 0
  if (count < 1 || count > mostPerPage) throw new ScimError(400, 'invalidCount', `count is a whole number from 1 to ${mostPerPage}.`)
  return count
}

const Cursor = z.tuple([z.enum(['User', 'Group']), z.number().int(), z.string().nullable(), z.string(), z.number()])

// A cursor goes on with the question it was given out for, and no other.
const fingerprint = ({ filter, sortBy, descending }: Pick<ListQuestion, 'filter' | 'sortBy' | 'descending'>): string =>
  createHash('sha256')
    .update(JSON.stringify([filter, sortBy, descending]))
    .digest('base64url')
    .slice(0, 12)

export const writeCursor = (question: ListQuestion, { of, ordinal, sorted }: CursorPosition, now: Date): string =>
  Buffer.from(JSON.stringify([of, ordinal, sorted, fingerprint(question), now.getTime()])).toString('base64url')

function readCursor(text: string, expected: string, now: Date): CursorPosition {
  const parsed = Cursor.safeParse(jsonIn(text))
  if (!parsed.success || parsed.data[3] !== expected)
    throw new ScimError(400, 'invalidCursor', 'This cursor was not given out for this question. Begin again with an empty cursor.')
  const [of, ordinal, sorted, , at] = parsed.data
  if (now.getTime() - at > cursorTimeoutSeconds * 1000) throw new ScimError(400, 'expiredCursor', 'This cursor is too old. Begin again with an empty cursor.')
  return { of, ordinal, sorted }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
