import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createGroup,
  createRole,
  createUser,
  deleteGroup,
  deleteRole,
  deleteUser,
  eventShape,
  listEvents,
  listGroupMembers,
  listGroups,
  listLicences,
  listRoles,
  listUserEvents,
  readGroup,
  readRole,
  readUser,
  updateGroup,
  updateRole,
  updateUser,
} from '@rollcall/contract'
import { rawly } from '../../../test/support/raw.ts'
import { provision, type ScimClient } from '../../../test/scim/scim-client.ts'
import { type Client, eventually, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

let workspace: Workspace
let ada: Client
let scim: ScimClient
let send: ReturnType<typeof rawly>
beforeAll(async () => {
  workspace = await startWorkspace()
  ;({ admin: ada, scim } = await provision(workspace))
  send = rawly(workspace, ada)
})
afterAll(() => workspace.stop())

const make = (name: string, extra: object = {}) => ada.call(createUser, { body: { userName: `${name}@acme.test`, name, ...extra } })

describe('a group by hand', () => {
  it('takes members by any name, and shows who is awaited until they come', async () => {
    const bea = await make('bea')
    const group = await ada.call(createGroup, { body: { name: 'Sales', members: [bea.id, 'late@acme.test'] } })
    expect(group).toMatchObject({ name: 'Sales', members: 2, pending: 1 })
    const members = () => ada.call(listGroupMembers, { params: { id: group.id }, query: {} })
    expect((await members()).items).toEqual([
      { value: 'late@acme.test', kind: 'pending', name: null, email: null },
      { value: bea.id, kind: 'user', name: 'bea', email: 'bea@acme.test' },
    ])
    await make('late')
    expect((await members()).items.map(({ name, kind }) => [name, kind])).toEqual([
      ['bea', 'user'],
      ['late', 'user'],
    ])
    expect(await ada.call(readGroup, { params: { id: group.id } })).toMatchObject({ members: 2, pending: 0 })
    expect((await ada.call(readUser, { params: { id: bea.id } })).groups).toEqual([{ id: group.id, name: 'Sales' }])
    const page = await ada.call(listGroupMembers, { params: { id: group.id }, query: { limit: 1 } })
    expect((await ada.call(listGroupMembers, { params: { id: group.id }, query: { limit: 1, cursor: page.nextCursor ?? '' } })).items[0]?.name).toBe('late')
    expect((await scim.expecting(200, 'GET', `/Groups/${group.id}`)).body.members).toHaveLength(2)
  })

  it('is changed and deleted, and tells it', async () => {
    const bea = await make('leaver')
    const group = await ada.call(createGroup, { body: { name: 'Old', externalId: 'x', members: [bea.id] } })
    expect(await ada.call(updateGroup, { params: { id: group.id }, body: { name: 'New', externalId: null, remove: [bea.id] } })).toMatchObject({
      name: 'New',
      externalId: null,
      members: 0,
    })
    expect((await ada.call(listGroups, { query: { q: 'ew' } })).items).toMatchObject([{ name: 'New' }])
    expect((await ada.call(listGroups, { query: { filter: 'displayName eq "old"' } })).total).toBe(0)
    await ada.call(deleteGroup, { params: { id: group.id } })
    expect(await ada.refusal(readGroup, { params: { id: group.id } })).toMatchObject({ code: 'not_found' })
  })

  it('loses no member when many add at once', async () => {
    const { id } = await ada.call(createGroup, { body: { name: 'Busy' } })
    await Promise.all(Array.from({ length: 12 }, (_, index) => ada.call(updateGroup, { params: { id }, body: { add: [`awaited-${index}`] } })))
    expect(await ada.call(readGroup, { params: { id } })).toMatchObject({ members: 12, pending: 12 })
  })

  it('is refused in a sentence', async () => {
    const { id, etag } = await ada.call(createGroup, { body: { name: 'Strict' } })
    expect(await ada.refusal(createGroup, { body: { name: 'STRICT' } })).toMatchObject({ code: 'conflict' })
    expect(await ada.refusal(createGroup, { body: { name: ' ' } })).toMatchObject({ code: 'bad_request', at: 'name' })
    expect(await ada.refusal(updateGroup, { params: { id }, body: { add: [id] } })).toMatchObject({
      code: 'bad_request',
      message: 'A group cannot be a member of itself.',
    })
    expect(await ada.refusal(updateGroup, { params: { id }, body: { add: ['a'], remove: ['a'] } })).toMatchObject({ code: 'bad_request', at: 'remove' })
    await ada.call(updateGroup, { params: { id }, body: { add: ['a'] } })
    expect((await send('PATCH', `/groups/${id}`, { body: { name: 'X' }, headers: { 'if-match': etag } })).status).toBe(412)
    expect((await send('DELETE', `/groups/${id}`, { headers: { 'if-match': etag } })).status).toBe(412)
    expect(await ada.refusal(deleteGroup, { params: { id: '00000000-0000-4000-8000-000000000000' } })).toMatchObject({ code: 'not_found' })
  })
})

describe('a role', () => {
  it('is changed at once for whoever has it', async () => {
    const role = await ada.call(createRole, { body: { name: 'Coach', permissions: ['calls:read'] } })
    await make('coached', { role: 'coach' })
    expect(await ada.call(readRole, { params: { id: role.id } })).toMatchObject({ users: 1, builtIn: false })
    const after = await ada.call(updateRole, { params: { id: role.id }, body: { name: 'Head coach', permissions: ['calls:read', 'calls:write'] } })
    expect(after).toMatchObject({ name: 'Head coach', permissions: ['self', 'calls:read', 'calls:write'], users: 1 })
    expect((await send('PATCH', `/roles/${role.id}`, { body: { name: 'Late' }, headers: { 'if-match': role.etag } })).status).toBe(412)
    expect(await ada.refusal(updateRole, { params: { id: role.id }, body: { name: 'Admin' } })).toMatchObject({ code: 'conflict' })
    expect(await ada.refusal(updateRole, { params: { id: 'admin' }, body: { name: 'Root' } })).toMatchObject({ code: 'not_allowed' })
    expect(await ada.refusal(updateRole, { params: { id: 'nothing' }, body: { name: 'Root' } })).toMatchObject({ code: 'not_found' })
  })

  it('is deleted when nobody has it, or when they get another', async () => {
    const role = await ada.call(createRole, { body: { name: 'Interim', permissions: [] } })
    const held = await make('interim', { role: 'Interim' })
    // Somebody from whom it is withheld would have it when the pin goes.
    const pinned = await make('withheld', { role: 'Interim' })
    await ada.call(updateUser, { params: { id: pinned.id }, body: { role: 'Rep (SDR)', pin: ['role'] } })
    expect(await ada.refusal(deleteRole, { params: { id: role.id } })).toMatchObject({
      code: 'role_in_use',
      message: 'Interim is the role of 2 users. Name the role they get instead.',
    })
    expect(await ada.refusal(deleteRole, { params: { id: role.id }, query: { replacement: 'Interim' } })).toMatchObject({
      code: 'bad_request',
      at: 'replacement',
    })
    expect(await ada.refusal(deleteRole, { params: { id: role.id }, query: { replacement: 'Emperor' } })).toMatchObject({ code: 'bad_request' })
    await ada.call(deleteRole, { params: { id: role.id }, query: { replacement: 'enablement/leadership' } })
    expect((await ada.call(readUser, { params: { id: held.id } })).role.name).toBe('Enablement/Leadership')
    expect((await ada.call(listUserEvents, { params: { id: held.id }, query: {} })).items[0]).toMatchObject({
      action: 'user.updated',
      detail: { changed: ['role'] },
    })
    expect((await ada.call(readUser, { params: { id: pinned.id } })).role).toMatchObject({ name: 'Rep (SDR)', source: 'pinned' })
    expect((await ada.call(updateUser, { params: { id: pinned.id }, body: { unpin: ['role'] } })).role.name).toBe('Enablement/Leadership')
    expect((await ada.call(listRoles)).items.map(({ name }) => name)).not.toContain('Interim')
    const empty = await ada.call(createRole, { body: { name: 'Empty', permissions: [] } })
    await ada.call(deleteRole, { params: { id: empty.id } })
    const told = await eventually(
      async () => (await ada.call(listEvents, { query: { types: 'role.created,role.updated,role.deleted' } })).items,
      items => items.at(-1)?.type === 'role.deleted',
    )
    expect(told.map(({ type, data }) => [type, data.subject.name])).toEqual(
      expect.arrayContaining([
        ['role.updated', 'Head coach'],
        ['role.deleted', 'Interim'],
        ['role.deleted', 'Empty'],
      ]),
    )
    for (const event of told) eventShape(event.type).parse(event)
    expect(await ada.refusal(deleteRole, { params: { id: empty.id } })).toMatchObject({ code: 'not_found' })
  })

  it('and a licence are counted', async () => {
    const { id } = await make('listener', { licence: 'listener' })
    const before = (await ada.call(listLicences)).items
    expect(before.map(each => each.id)).toEqual(['recorder', 'listener'])
    await ada.call(deleteUser, { params: { id } })
    expect((await ada.call(listLicences)).items[1]?.users).toBe((before[1]?.users ?? 0) - 1)
  })
})
