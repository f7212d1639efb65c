import type { Person, PersonSummary, RosterMark } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Refused } from '../../errors.ts'
import { connectorOf, findConnections } from '../connections/index.ts'
import { findAccountsOf, findAssigned, findIdentitiesOf, findPeople, findPerson, findSigns, type PeopleFilter, type PeopleSort } from './people.queries.ts'
import { markOf, toAccount, toIdentity, toSummary } from './person.ts'

/** A column of the roster: a connection that knows people. */
export interface RosterColumn {
  readonly connectionId: string
  readonly name: string
  readonly kind: 'identity' | 'app'
}

const Position = z
  .array(z.union([z.string(), z.number()]))
  .min(2)
  .max(4)

export async function listPeople(
  ctx: Context,
  query: PeopleFilter & { sort: PeopleSort; cursor?: string | undefined; limit: number },
): Promise<{ items: PersonSummary[]; nextCursor: string | null; total: number; columns: RosterColumn[] }> {
  const { rows, total } = await findPeople(ctx.db, query, { sort: query.sort, after: readCursor(query.cursor, Position), limit: query.limit })
  const page = rows.slice(0, query.limit)
  const columns = await rosterColumns(ctx)
  const marks = await rosterMarks(
    ctx,
    page.map(row => row.id),
    columns,
  )
  const last = page.at(-1)
  return {
    items: page.map(row => toSummary(row, marks.get(row.id) ?? [])),
    nextCursor: rows.length > query.limit && last !== undefined ? writeCursor(last.position) : null,
    total,
    columns,
  }
}

/** A person with every login, those in dispute included: they have no link. */
export async function readPerson(ctx: Context, id: string): Promise<Person> {
  const row = await findPerson(ctx.db, id)
  if (row === undefined) throw new Refused('not_found', 'There is no person with this id; the accounts may belong to somebody else by now.')
  const marks = await rosterMarks(ctx, [id], await rosterColumns(ctx))
  const [identities, accounts] = [await findIdentitiesOf(ctx.db, id), await findAccountsOf(ctx.db, id)]
  return { ...toSummary(row, marks.get(id) ?? []), timeZone: row.time_zone, identities: identities.map(toIdentity), accounts: accounts.map(toAccount) }
}

/** Identity sources first, then apps, each in the order they were connected. */
export async function rosterColumns(ctx: Context): Promise<RosterColumn[]> {
  const columns = (await findConnections(ctx.db)).flatMap(({ id, name, connector }): RosterColumn[] => {
    const {
      reads: { identities, accounts },
      file,
    } = connectorOf(connector)
    if (identities === undefined && accounts === undefined && file === undefined) return []
    return [{ connectionId: id, name, kind: identities === undefined && file?.resource !== 'identities' ? 'app' : 'identity' }]
  })
  return [...columns.filter(column => column.kind === 'identity'), ...columns.filter(column => column.kind === 'app')]
}

async function rosterMarks(ctx: Context, personIds: readonly string[], columns: readonly RosterColumn[]): Promise<Map<string, RosterMark[]>> {
  const [signs, assigned] = [await findSigns(ctx.db, personIds), await findAssigned(ctx.db, personIds)]
  const cell = (personId: string, connectionId: string) => `${personId} ${connectionId}`
  const signsOf = Map.groupBy(signs, sign => cell(sign.personId, sign.connectionId))
  const given = new Set(assigned.map(each => cell(each.personId, each.connectionId)))
  const marksOf = (personId: string) =>
    columns.flatMap(({ connectionId }): RosterMark[] => {
      const mark = markOf(signsOf.get(cell(personId, connectionId)) ?? [], given.has(cell(personId, connectionId)))
      return mark === null ? [] : [{ connectionId, mark }]
    })
  return new Map(personIds.map(id => [id, marksOf(id)]))
}
