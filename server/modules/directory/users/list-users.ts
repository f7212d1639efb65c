import { createHash } from 'node:crypto'
import type { DirectoryUser, UserFilter, UserSort } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { readCursor, writeCursor } from '../../../cursor.ts'
import { Refused } from '../../../errors.ts'
import { roleNamed } from '../find-role.ts'
import { refusingPlainly } from '../refusal.ts'
import { compileFilter } from '../scim/filter/compile-filter.ts'
import { parseFilter } from '../scim/filter/parse-filter.ts'
import { userType } from '../scim/schema/resource-types.ts'
import { userTarget } from '../scim/users/user-target.ts'
import { findUserPage, type UserQuestion } from './user-list.queries.ts'
import { userToApi } from './user-record.ts'

export interface UserListQuery extends UserFilter {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly sort?: z.infer<typeof UserSort> | undefined
  readonly descending?: boolean
}

const Cursor = z.tuple([z.number().int(), z.string().nullable(), z.string()])

export const listUsers = (ctx: Context, query: UserListQuery): Promise<{ items: DirectoryUser[]; nextCursor: string | null; total: number }> =>
  refusingPlainly(async () => {
    const { cursor, limit, ...asked } = query
    const question = await questionOf(ctx, asked)
    const fingerprint = fingerprintOf(asked)
    const position = readCursor(cursor, Cursor)
    if (position !== null && position[2] !== fingerprint)
      throw new Refused('bad_request', 'This cursor was given out for another question. Start again from the first page.', { at: 'cursor' })
    const after = position === null ? null : { ordinal: position[0], sorted: position[1] }
    const { rows, total } = await findUserPage(ctx.db, question, after, limit)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const nextCursor = rows.length > limit && last !== undefined ? writeCursor([last.ordinal, last.sorted, fingerprint]) : null
    return { items: page.map(userToApi), nextCursor, total }
  })

async function questionOf(ctx: Context, { role, filter, sort, descending, ...rest }: Omit<UserListQuery, 'cursor' | 'limit'>): Promise<UserQuestion> {
  const found = role === undefined ? null : await roleNamed(ctx.db)(role)
  if (found !== null && 'known' in found)
    throw new Refused('not_found', `There is no role "${(role ?? '').slice(0, 100)}". There are ${found.known.join(', ')}.`, { at: 'role' })
  const matching = filter === undefined || filter.trim() === '' ? null : compileFilter(userType, userTarget, parseFilter(filter), () => false)
  return { ...rest, role: found?.id ?? null, matching, sort: sort ?? null, descending: descending === true }
}

/** A cursor goes on with the question it was given out for. */
const fingerprintOf = (asked: object): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(asked).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url')
    .slice(0, 8)
