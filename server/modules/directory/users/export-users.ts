import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { DirectoryUser, UserFilter } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { listUsers } from './list-users.ts'

const rowsAtOnce = 500

/** The columns an import takes, then what is only to be read. */
const columns: readonly (readonly [head: string, value: (user: DirectoryUser) => string | null])[] = [
  ['userName', user => user.userName],
  ['email', user => user.email],
  ['name', user => user.name],
  ['title', user => user.title],
  ['department', user => user.department],
  ['role', user => user.role.name],
  ['licence', user => user.licence.value],
  ['manager', user => user.manager.ref],
  ['active', user => String(user.active)],
  ['externalId', user => user.externalId],
  ['role source', user => user.role.source],
  ['groups', user => user.groups.map(({ name }) => name).join('; ')],
  ['last sign-in', user => user.lastSignInAt],
]

// What a spreadsheet would take for a formula is made text by an apostrophe; an import takes it off again.
const csv = (rows: readonly (readonly (string | null)[])[]): string => stringify([...rows], { escape_formulas: true, record_delimiter: 'windows' })

/** Users as CSV (RFC 4180, with the mark that Excel needs for UTF-8), read page by page while they are sent. */
export async function exportUsers(ctx: Context, filter: UserFilter): Promise<Readable> {
  // The first page is read before anything is sent, so that a wrong filter is refused and not sent as a file.
  const first = await listUsers(ctx, { ...filter, limit: rowsAtOnce })
  async function* pages(): AsyncGenerator<string> {
    yield `\uFEFF${csv([columns.map(([head]) => head)])}`
    for (let page = first; ; page = await listUsers(ctx, { ...filter, limit: rowsAtOnce, cursor: page.nextCursor ?? undefined })) {
      yield csv(page.items.map(user => columns.map(([, value]) => value(user))))
      if (page.nextCursor === null) return
    }
  }
  return Readable.from(pages())
}
