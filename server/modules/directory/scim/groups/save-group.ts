import { randomUUID } from 'node:crypto'
import { nameOf } from '../../../../context.ts'
import { errorCodeOf } from '../../../../errors.ts'
import { answerResource, etagOf, notFound, refuseStale, type ScimAnswer, type ScimCall, versionsAllowed, type WriteCall } from '../call.ts'
import { compileElement } from '../filter/compile-filter.ts'
import { isObject, type Json } from '../json.ts'
import { readPatch } from '../patch/read-patch.ts'
import { projector, wants } from '../project.ts'
import { readResource } from '../read-resource.ts'
import { membersAttribute } from '../schema/group-schema.ts'
import { groupType } from '../schema/resource-types.ts'
import { ScimError } from '../scim-error.ts'
import type { Told } from '../users/user.queries.ts'
import { inStepWithRules } from './in-step-with-rules.ts'
import { isUuid } from '../uuid.ts'
import { type GroupChange, groupChangeOf, membersIn } from './group-changes.ts'
import { groupResource } from './group-resource.ts'
import { groupTarget } from './group-target.ts'
import {
  addMember,
  deleteGroupRow,
  findGroup,
  findMembersWhere,
  type GroupRecord,
  type GroupUpdated,
  insertGroup,
  lockGroup,
  type NewGroup,
  updateGroup,
} from './group.queries.ts'

export const readGroup = async (call: ScimCall, id: string): Promise<ScimAnswer> => answerGroup(call, 200, await existing(call, id, wantsMembers(call)), 'read')

export async function createGroup(call: ScimCall, body: Json, id: string = randomUUID()): Promise<ScimAnswer> {
  const { displayName, externalId, members } = readGroupBody(call, body)
  await addGroup(call, { id, displayName, externalId, members: new Set(members ?? []) })
  return answerGroup(call, 201, await existing(call, id, wantsMembers(call)), 'created')
}

export async function addGroup(call: WriteCall, group: NewGroup): Promise<void> {
  const { displayName } = group
  const event = told(call, 'group.created', { displayName })
  const made = await inStepWithRules(call.ctx, null, asked => insertGroup(call.ctx.db, group, asked, event))
  if (made === undefined) throw nameTaken(displayName)
}

export async function replaceGroup(call: ScimCall, id: string, body: Json): Promise<ScimAnswer> {
  const { displayName, externalId, members } = readGroupBody(call, body)
  // A client that leaves the members out does not mean that there are none.
  const { outcome } = await changeGroup(call, id, {
    displayName,
    externalId,
    members: { replace: members !== null, add: new Set(members ?? []), remove: new Set(), removeWhere: [] },
  })
  return answerGroup(call, 200, await existing(call, id, wantsMembers(call)), outcome)
}

export async function patchGroup(call: ScimCall, id: string, body: Json): Promise<ScimAnswer> {
  const { steps, ignored } = readPatch(groupType, body)
  call.ignored.push(...ignored)
  const { version, outcome } = await changeGroup(call, id, groupChangeOf(steps))
  if (call.projection.attributes !== null) return answerGroup(call, 200, await existing(call, id, wantsMembers(call)), outcome)
  return { status: 204, headers: { etag: etagOf(version), location: locationOf(call, id) }, body: null, outcome }
}

export async function deleteGroup(call: ScimCall, id: string): Promise<ScimAnswer> {
  await removeGroup(call, id)
  return { status: 204, headers: {}, body: null, outcome: 'deleted' }
}

export async function removeGroup(call: WriteCall, id: string): Promise<void> {
  const row = await existing(call, id, false)
  refuseStale(call, row.version)
  const event = told(call, 'group.deleted', { displayName: row.display_name })
  const gone = await inStepWithRules(call.ctx, null, asked => deleteGroupRow(call.ctx.db, row.id, versionsAllowed(call), asked, event))
  if (gone === undefined) refuseStale(call, (await existing(call, id, false)).version)
}

/** Answers the version it has now, and what was done to it. */
export async function changeGroup(call: WriteCall, id: string, change: GroupChange): Promise<{ version: number; outcome: string }> {
  if (!isUuid(id)) throw notFound('Group', id)
  const { db } = call.ctx
  const { replace, add, remove, removeWhere } = change.members
  if (add.has(id.toLowerCase())) throw new ScimError(400, 'invalidValue', 'A group cannot be a member of itself.')
  if (call.ifNoneMatch !== null) refuseStale(call, (await existing(call, id, false)).version)
  const event = told(call, 'group.updated', change.displayName === null ? {} : { displayName: change.displayName })
  const one = versionsAllowed(call) === null ? onlyMember(change) : null
  const run = (removed: ReadonlySet<string>) =>
    inStepWithRules(call.ctx, change.displayName === null ? null : id, asked =>
      one === null
        ? updateGroup(db, id, versionsAllowed(call), { ...change, replace, add, remove: removed }, asked, event).catch(refuseTaken(change.displayName ?? ''))
        : addMember(db, id, one, asked, event),
    )
  const written =
    replace || removeWhere.length > 0
      ? await call.ctx.transaction(async () => {
          await lockGroup(db, id)
          const selected = await Promise.all(removeWhere.map(filter => findMembersWhere(db, id, compileElement(groupTarget, membersAttribute, filter))))
          return run(new Set([...remove, ...selected.flat().filter(value => !add.has(value))]))
        })
      : await run(remove)
  if (written !== undefined) return { version: written.version, outcome: outcomeOf(written) }
  refuseStale(call, (await existing(call, id, false)).version)
  throw new ScimError(503, null, 'Too many requests change this group at once. Try again.')
}

/** The id of the member to be added, where that is all there is to do. */
function onlyMember({ displayName, externalId, members: { replace, add, remove, removeWhere } }: GroupChange): string | null {
  const [member] = add
  const isAll = displayName === null && externalId === undefined && !replace && add.size === 1 && remove.size === 0 && removeWhere.length === 0
  return isAll && member !== undefined && isUuid(member) ? member : null
}

/** `updated: 2 members added, 1 removed`. */
function outcomeOf({ renamed, added, removed }: GroupUpdated): string {
  const members = (count: number) => `${count} ${count === 1 ? 'member' : 'members'}`
  const parts = [
    ...(renamed ? ['name or external id changed'] : []),
    ...(added > 0 ? [`${members(added)} added`] : []),
    ...(removed > 0 ? [`${members(removed)} removed`] : []),
  ]
  return parts.length === 0 ? 'unchanged' : `updated: ${parts.join(', ')}`
}

function readGroupBody(call: ScimCall, body: Json): { displayName: string; externalId: string | null; members: string[] | null } {
  if (!isObject(body)) throw new ScimError(400, 'invalidSyntax', 'The body is not a JSON object.')
  // Members are read apart: there may be a hundred thousand of them.
  const rest = Object.entries(body).filter(([name]) => name.toLowerCase() !== 'members')
  const { document, ignored } = readResource(groupType, Object.fromEntries(rest))
  call.ignored.push(...ignored)
  const { displayName, externalId } = document
  if (typeof displayName !== 'string' || displayName.trim() === '') throw new ScimError(400, 'invalidValue', 'displayName is required.')
  const list = Object.entries(body).find(([name]) => name.toLowerCase() === 'members')?.[1]
  return { displayName, externalId: typeof externalId === 'string' ? externalId : null, members: list === undefined || list === null ? null : membersIn(list) }
}

const wantsMembers = (call: ScimCall): boolean => wants(groupType, call.projection, 'members')

export async function existing(call: WriteCall, id: string, withMembers: boolean): Promise<GroupRecord> {
  const row = isUuid(id) ? await findGroup(call.ctx.db, id, withMembers) : undefined
  if (row === undefined) throw notFound('Group', id)
  return row
}

const told = (call: WriteCall, action: string, detail: Record<string, unknown>): Told => ({
  at: call.ctx.clock.now(),
  actor: nameOf(call.ctx.actor),
  action,
  detail,
})

const nameTaken = (name: string) => new ScimError(409, 'uniqueness', `There is a group with the displayName ${name} already.`)

const refuseTaken =
  (name: string) =>
  (thrown: unknown): never => {
    throw errorCodeOf(thrown) === '23505' ? nameTaken(name) : thrown
  }

const locationOf = (call: ScimCall, id: string): string => `${call.baseUrl}/Groups/${id}`

const answerGroup = (call: ScimCall, status: number, row: GroupRecord, outcome: string): ScimAnswer =>
  answerResource(
    call,
    status,
    projector(groupType, call.projection)(groupResource(row, call.baseUrl)),
    { etag: etagOf(row.version), location: locationOf(call, row.id) },
    outcome,
  )
