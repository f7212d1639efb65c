import { randomUUID } from 'node:crypto'
import type { Group, GroupMember } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { readCursor, writeCursor } from '../../../cursor.ts'
import { Refused } from '../../../errors.ts'
import { etagFor } from '../etag.ts'
import { refusingPlainly } from '../refusal.ts'
import { compileFilter } from '../scim/filter/compile-filter.ts'
import { parseFilter } from '../scim/filter/parse-filter.ts'
import { membersIn } from '../scim/groups/group-changes.ts'
import { groupTarget } from '../scim/groups/group-target.ts'
import { addGroup, changeGroup, existing, removeGroup } from '../scim/groups/save-group.ts'
import { groupType } from '../scim/schema/resource-types.ts'
import { tellAudit } from '../tell-audit.ts'
import { callOf } from '../users/save-user.ts'
import { partOf } from '../users/user-list.queries.ts'
import { type CountedGroup, findCountedGroup, findGroupPage, findMemberPage, type groupSorts } from './group-list.queries.ts'

function toApi(row: CountedGroup): Group {
  const shown = {
    id: row.id,
    name: row.display_name,
    externalId: row.external_id,
    members: row.member_count,
    pending: row.pending_count,
    createdAt: row.created_at.toISOString(),
    modifiedAt: row.modified_at.toISOString(),
  }
  return { ...shown, etag: etagFor(row.version, shown) }
}

export async function readGroup(ctx: Context, id: string): Promise<Group> {
  const row = await findCountedGroup(ctx.db, id)
  if (row === undefined) throw new Refused('not_found', 'There is no group with this id.')
  return toApi(row)
}

interface Page {
  readonly cursor?: string | undefined
  readonly limit: number
}

interface GroupQuery extends Page {
  readonly q?: string | undefined
  readonly filter?: string | undefined
  readonly sort?: keyof typeof groupSorts | undefined
  readonly descending: boolean
}

const Position = z.tuple([z.number().int(), z.string().nullable()])

export const listGroups = (ctx: Context, { q, filter, sort = 'name', descending, cursor, limit }: GroupQuery) =>
  refusingPlainly(async () => {
    const matching = filter === undefined || filter.trim() === '' ? null : compileFilter(groupType, groupTarget, parseFilter(filter), () => false)
    const position = readCursor(cursor, Position)
    const after = position === null ? null : { ordinal: position[0], sorted: position[1] }
    const { rows, total } = await findGroupPage(ctx.db, { like: partOf(q ?? ''), matching, sort, descending }, after, limit)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { items: page.map(toApi), total, nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.ordinal, last.sorted]) : null }
  })

export async function listGroupMembers(
  ctx: Context,
  id: string,
  { cursor, limit }: Page,
): Promise<{ items: GroupMember[]; nextCursor: string | null; total: number }> {
  await readGroup(ctx, id)
  const { rows, total } = await findMemberPage(ctx.db, id, readCursor(cursor, z.tuple([z.string()]))?.[0] ?? null, limit)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const items = page.map(({ value, kind, name, email }) => ({ value, kind, name, email }))
  return { items, total, nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.position]) : null }
}

export async function createGroup(
  ctx: Context,
  wanted: { name: string; externalId?: string | null | undefined; members?: string[] | undefined },
): Promise<Group> {
  const id = randomUUID()
  const group = { id, displayName: wanted.name, externalId: wanted.externalId || null, members: new Set(membersIn(wanted.members ?? [])) }
  await refusingPlainly(() => addGroup(callOf(ctx), group))
  await tellAudit(ctx)
  return readGroup(ctx, id)
}

export interface GroupEdit {
  readonly name?: string | undefined
  readonly externalId?: string | null | undefined
  readonly add?: string[] | undefined
  readonly remove?: string[] | undefined
}

export async function updateGroup(ctx: Context, id: string, { name, externalId, add = [], remove = [] }: GroupEdit, ifMatch: string | null): Promise<Group> {
  const members = { replace: false, add: new Set(membersIn(add)), remove: new Set(membersIn(remove)), removeWhere: [] }
  const both = [...members.add].find(value => members.remove.has(value))
  if (both !== undefined) throw new Refused('bad_request', `Either add or remove ${both}, not both.`, { at: 'remove' })
  await refusingPlainly(() =>
    changeGroup(callOf(ctx, ifMatch), id, { displayName: name ?? null, externalId: externalId === undefined ? undefined : externalId || null, members }),
  )
  await tellAudit(ctx)
  return readGroup(ctx, id)
}

export async function deleteGroup(ctx: Context, id: string, ifMatch: string | null): Promise<void> {
  await refusingPlainly(async () => {
    await existing(callOf(ctx), id, false)
    await removeGroup(callOf(ctx, ifMatch), id)
  })
  await tellAudit(ctx)
}
