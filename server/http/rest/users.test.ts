import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bulkUsers,
  createGroup,
  createRole,
  createToken,
  createUser,
  deactivateUser,
  deleteUser,
  endUserSessions,
  listAudit,
  listTeams,
  listUserEvents,
  listUsers,
  listUserSessions,
  reactivateUser,
  readMe,
  readTeam,
  readUser,
  updateUser,
} from '@rollcall/contract'
import { rawly } from '../../../test/support/raw.ts'
import { oktaUser, patchOf, provision, type ScimClient } from '../../../test/scim/scim-client.ts'
import { admin, type Client, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { hashSecret, newSecret } from '../../secrets.ts'

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

const make = (name: string, extra: object = {}) => ada.call(createUser, { body: { userName: `${name}@acme.test`, name: `${name} Acme`, ...extra } })
const read = (id: string) => ada.call(readUser, { params: { id } })
const nobody = '00000000-0000-4000-8000-000000000000'

describe('a user by hand', () => {
  it('is created with what was said, and is staged until they sign in', async () => {
    const bea = await make('bea', { title: 'Chief', department: 'Sales', role: 'manager (sdr)', licence: 'listener', externalId: 'e-1' })
    expect(bea).toMatchObject({
      userName: 'bea@acme.test',
      email: 'bea@acme.test',
      name: 'bea Acme',
      title: 'Chief',
      department: 'Sales',
      externalId: 'e-1',
      status: 'staged',
      role: { id: 'manager-sdr', name: 'Manager (SDR)', source: 'manual' },
      licence: { value: 'listener', source: 'manual' },
      lastSignInAt: null,
    })
    const me = (await ada.call(readMe)).user
    expect(await read(me.id)).toMatchObject({ status: 'active', lastSignInAt: expect.any(String), role: { name: 'Admin' } })
    const seen = (await scim.expecting(200, 'GET', `/Users/${bea.id}`)).body
    expect(seen).toMatchObject({ userName: 'bea@acme.test', title: 'Chief', chorus_role: 'Manager (SDR)', name: { givenName: 'bea', familyName: 'Acme' } })
  })

  it('is changed where something is named, and cleared by null', async () => {
    const { id } = await make('cy', { title: 'A', department: 'B', manager: 'boss@acme.test' })
    const after = await ada.call(updateUser, { params: { id }, body: { title: null, email: 'cyrus@acme.test' } })
    expect(after).toMatchObject({
      title: null,
      department: 'B',
      email: 'cyrus@acme.test',
      userName: 'cy@acme.test',
      manager: { id: null, ref: 'boss@acme.test' },
    })
    const boss = await make('boss')
    expect((await read(id)).manager).toMatchObject({ id: boss.id, name: 'boss Acme' })
    expect((await ada.call(updateUser, { params: { id }, body: { manager: null } })).manager).toMatchObject({ id: null, ref: null })
  })

  it('is refused with the field that is wrong', async () => {
    expect(await ada.refusal(createUser, { body: { userName: 'x@acme.test', role: 'Emperor' } })).toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('There is no role "Emperor". There are Rep (AE/Other)'),
    })
    expect(await ada.refusal(createUser, { body: { userName: ' ' } })).toMatchObject({ code: 'bad_request', at: 'userName' })
    expect(await ada.refusal(createUser, { body: { userName: 'x', email: 'no address' } })).toMatchObject({ code: 'bad_request', at: 'email' })
    expect(await ada.refusal(createUser, { body: { userName: 'nul\u0000@acme.test' } })).toMatchObject({ code: 'bad_request' })
    expect((await send('POST', '/users', { body: { userName: 'y@acme.test', licence: 'gold' } })).body.error).toMatchObject({
      code: 'bad_request',
      at: 'licence',
    })
    expect(await ada.refusal(readUser, { params: { id: nobody } })).toMatchObject({ status: 404, code: 'not_found' })
    expect(await ada.refusal(updateUser, { params: { id: nobody }, body: { name: 'N' } })).toMatchObject({ code: 'not_found' })
    expect((await ada.call(listUsers, { query: { q: 'x@acme.test' } })).total).toBe(0)
  })

  it('has a user name of its own, and one that is deactivated is pointed to', async () => {
    const { id } = await make('dup')
    expect(await ada.refusal(createUser, { body: { userName: 'DUP@acme.test' } })).toMatchObject({ status: 409, code: 'conflict', at: 'userName' })
    await ada.call(deactivateUser, { params: { id } })
    expect(await ada.refusal(createUser, { body: { userName: 'dup@acme.test' } })).toMatchObject({ code: 'conflict', message: expect.stringContaining(id) })
    expect((await ada.call(reactivateUser, { params: { id } })).status).toBe('staged')
    const twins = await Promise.all(['a', 'b'].map(name => send('POST', '/users', { body: { userName: 'twin@acme.test', name } })))
    expect(twins.map(reply => reply.status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  it('tells its story, which the audit log has too', async () => {
    const { id } = await make('story')
    await ada.call(updateUser, { params: { id }, body: { role: 'Rep (SDR)' } })
    await ada.call(deactivateUser, { params: { id } })
    const { items, total } = await ada.call(listUserEvents, { params: { id }, query: {} })
    expect(items.map(({ action }) => action)).toEqual(['user.deactivated', 'user.updated', 'user.created'])
    expect(items[1]).toMatchObject({ actor: admin.email, detail: { role: { from: 'rep-ae', to: 'rep-sdr' } } })
    expect(total).toBe(3)
    const audit = await ada.call(listAudit, { query: { q: 'story@acme.test' } })
    expect(audit.items.map(({ action }) => action)).toEqual(expect.arrayContaining(['user.deactivated', 'user.updated', 'user.created']))
  })

  it('is not one’s own to deactivate or delete, nor the last admin’s', async () => {
    const { id } = (await ada.call(readMe)).user
    expect(await ada.refusal(deactivateUser, { params: { id } })).toMatchObject({
      status: 403,
      code: 'own_account',
      message: expect.stringContaining('Ask another admin'),
    })
    expect(await ada.refusal(deleteUser, { params: { id } })).toMatchObject({ code: 'own_account' })
    expect(await ada.refusal(updateUser, { params: { id }, body: { role: 'Rep (SDR)' } })).toMatchObject({
      code: 'last_admin',
      message: `${admin.email} is the last active admin of this workspace. Make somebody else an admin first.`,
    })
    expect(await read(id)).toMatchObject({ active: true, role: { name: 'Admin' } })
  })

  it('is deleted, and the name is free', async () => {
    const { id } = await make('gone')
    await ada.call(deleteUser, { params: { id } })
    expect(await ada.refusal(readUser, { params: { id } })).toMatchObject({ code: 'not_found' })
    expect(await ada.refusal(deleteUser, { params: { id } })).toMatchObject({ code: 'not_found' })
    expect((await make('gone')).id).not.toBe(id)
  })
})

describe('who gave what', () => {
  it('keeps what the identity provider gave until it is pinned, and gives it back when it is unpinned', async () => {
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('held', { chorus_role: 'Rep (SDR)' }))).body
    expect(await ada.refusal(updateUser, { params: { id }, body: { role: 'Manager (SDR)' } })).toMatchObject({
      code: 'grant_held',
      at: 'role',
      message: 'The role of held@acme.test comes from the identity provider (SCIM). Pin it to set it by hand.',
    })
    // What is as it is already is no change of it.
    await ada.call(updateUser, { params: { id }, body: { role: 'Rep (SDR)', title: 'T' } })
    expect((await read(id)).role.source).toBe('scim')
    const pinned = await ada.call(updateUser, { params: { id }, body: { role: 'Manager (SDR)', pin: ['role'] } })
    expect(pinned.role).toEqual({ id: 'manager-sdr', name: 'Manager (SDR)', source: 'pinned' })
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'chorus_role', value: 'Enablement/Leadership' }))
    expect((await read(id)).role.name).toBe('Manager (SDR)')
    const back = await ada.call(updateUser, { params: { id }, body: { unpin: ['role'] } })
    expect(back.role).toEqual({ id: 'enablement', name: 'Enablement/Leadership', source: 'scim' })
  })

  it('pins what is there, and leaves it by hand when nobody else said anything', async () => {
    const { id } = await make('pin', { licence: 'listener' })
    expect((await ada.call(updateUser, { params: { id }, body: { pin: ['licence', 'role'] } })).licence).toEqual({ value: 'listener', source: 'pinned' })
    const after = await ada.call(updateUser, { params: { id }, body: { unpin: ['licence', 'role'] } })
    expect(after).toMatchObject({ licence: { value: 'listener', source: 'manual' }, role: { id: 'rep-ae', source: 'manual' } })
    expect(await ada.refusal(updateUser, { params: { id }, body: { pin: ['role'], unpin: ['role'] } })).toMatchObject({ code: 'bad_request', at: 'pin' })
  })

  it('lets nobody rise above themselves, by hand or with a token', async () => {
    const role = await ada.call(createRole, { body: { name: 'Helpdesk', permissions: ['users:read', 'users:write', 'settings:write'] } })
    const { id } = await make('desk', { role: 'Helpdesk' })
    const other = await make('plain', { role: role.id })
    const power = await make('power', { role: 'Manager (SDR)' })
    const desk = await signedInAs(id)
    expect(await desk.refusal(updateUser, { params: { id }, body: { role: 'Admin' } })).toMatchObject({ code: 'not_allowed', at: 'role' })
    expect(await desk.refusal(createUser, { body: { userName: 'mine@acme.test', role: 'Admin' } })).toMatchObject({ code: 'not_allowed' })
    expect(await desk.refusal(updateUser, { params: { id: power.id }, body: { email: 'desk@acme.test' } })).toMatchObject({ code: 'not_allowed' })
    expect(await desk.refusal(deactivateUser, { params: { id: power.id } })).toMatchObject({ code: 'not_allowed' })
    expect(await desk.refusal(createRole, { body: { name: 'More', permissions: ['audit:read'] } })).toMatchObject({ code: 'not_allowed' })
    expect((await desk.call(deactivateUser, { params: { id: other.id } })).active).toBe(false)
    // A token acts for its owner: its scope says what it does.
    const { secret } = await ada.call(createToken, { body: { name: 'sync', scopes: ['users:read', 'users:write'] } })
    const token = workspace.clientWith({ authorization: `Bearer ${secret}` })
    expect((await token.call(updateUser, { params: { id: power.id }, body: { role: 'Admin' } })).role.name).toBe('Admin')
    const reader = await ada.call(createToken, { body: { name: 'reader', scopes: ['users:read'] } })
    expect(await workspace.clientWith({ authorization: `Bearer ${reader.secret}` }).refusal(createUser, { body: { userName: 'r@acme.test' } })).toMatchObject({
      code: 'not_allowed',
    })
  })
})

/** A session of somebody who has no password: made as an identity provider's sign-in makes one. */
async function signedInAs(id: string): Promise<Client> {
  const secret = newSecret('rcs')
  const now = new Date()
  await workspace.ctx.db
    .insertInto('sessions')
    .values({
      user_id: id,
      secret_hash: hashSecret(secret),
      client: 'test',
      created_at: now,
      last_used_at: now,
      expires_at: new Date(now.getTime() + 3_600_000),
    })
    .execute()
  return workspace.clientWith({ authorization: `Bearer ${secret}` })
}

describe('a list of users', () => {
  const names = ['ann', 'ben', 'cat', 'dan', 'eve'].map(name => `list-${name}`)
  const ids: string[] = []
  beforeAll(async () => {
    for (const [index, name] of names.entries())
      ids.push(
        (
          await make(name, {
            role: index % 2 ? 'Rep (SDR)' : 'Enablement/Leadership',
            title: `T${5 - index}`,
            ...(index ? { manager: `list-ann@acme.test` } : {}),
          })
        ).id,
      )
  })
  const list = async (query: object) => (await ada.call(listUsers, { query: { q: 'list-', ...query } })).items.map(user => user.userName.slice(5, 8))

  it('narrows by what is asked', async () => {
    expect(await list({ q: 'list-' })).toEqual(['ann', 'ben', 'cat', 'dan', 'eve'])
    expect(await list({ role: 'rep (sdr)' })).toEqual(['ben', 'dan'])
    expect(await list({ filter: 'title gt "T3" and not (userName sw "list-ben")' })).toEqual(['ann'])
    expect(await list({ manager: ids[0] })).toEqual(['ben', 'cat', 'dan', 'eve'])
    expect(await list({ status: 'active' })).toEqual([])
    expect(await list({ q: 'LIST-_' })).toEqual([])
    const group = await ada.call(createGroup, { body: { name: 'Listed', members: [ids[1] ?? '', 'list-eve@acme.test'] } })
    expect(await list({ group: group.id })).toEqual(['ben', 'eve'])
    await ada.call(deactivateUser, { params: { id: ids[2] ?? '' } })
    expect(await list({ active: false })).toEqual(['cat'])
    expect(await list({ status: 'staged', sort: 'name', descending: true })).toEqual(['eve', 'dan', 'ben', 'ann'])
    expect(await ada.refusal(listUsers, { query: { role: 'Emperor' } })).toMatchObject({ code: 'not_found', at: 'role' })
    expect(await ada.refusal(listUsers, { query: { filter: 'title eq' } })).toMatchObject({ code: 'bad_request' })
    expect(await ada.refusal(listUsers, { query: { filter: 'shoeSize eq 4' } })).toMatchObject({ code: 'bad_request' })
  })

  it('pages through everybody once, whoever comes and goes meanwhile', async () => {
    for (const query of [{ q: 'list-' }, { q: 'list-', sort: 'name' as const }, {}]) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await ada.call(listUsers, { query: { ...query, limit: 2, cursor } })
        seen.push(...page.items.map(user => user.userName))
        cursor = page.nextCursor ?? undefined
        if (seen.length === 2) await ada.call(deleteUser, { params: { id: (await make('list-aaa')).id } })
      } while (cursor !== undefined)
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen).toEqual(expect.arrayContaining(names.map(name => `${name}@acme.test`)))
    }
    const first = await ada.call(listUsers, { query: { q: 'list-', limit: 2 } })
    expect(await ada.refusal(listUsers, { query: { q: 'other', limit: 2, cursor: first.nextCursor ?? '' } })).toMatchObject({
      code: 'bad_request',
      at: 'cursor',
    })
    expect(await ada.refusal(listUsers, { query: { cursor: 'nonsense' } })).toMatchObject({ code: 'bad_request', at: 'cursor' })
  })

  it('knows teams, through others and in circles (CG-304, CG-309)', async () => {
    await ada.call(updateUser, { params: { id: ids[4] ?? '' }, body: { manager: ids[3] ?? '' } })
    expect(await ada.call(readTeam, { params: { id: ids[0] ?? '' } })).toMatchObject({ direct: 3, everybody: 4 })
    expect(await list({ team: ids[0] })).toEqual(['ben', 'cat', 'dan', 'eve'])
    await ada.call(updateUser, { params: { id: ids[0] ?? '' }, body: { manager: ids[4] ?? '' } })
    expect(await ada.call(readTeam, { params: { id: ids[0] ?? '' } })).toMatchObject({ direct: 3, everybody: 4 })
    const teams = await ada.call(listTeams, { query: { q: 'list-', limit: 2 } })
    expect(teams).toMatchObject({ total: 3, items: [{ manager: { name: 'list-ann Acme' } }, { manager: { name: 'list-dan Acme' } }] })
    expect((await ada.call(listTeams, { query: { q: 'list-', limit: 2, cursor: teams.nextCursor ?? '' } })).items).toMatchObject([
      { manager: { name: 'list-eve Acme' } },
    ])
    expect(await ada.refusal(readTeam, { params: { id: nobody } })).toMatchObject({ code: 'not_found' })
  })
})

describe('two admins at one user', () => {
  it('lose nothing when each changes something else', async () => {
    const { id } = await make('two')
    await Promise.all([
      ada.call(updateUser, { params: { id }, body: { title: 'T' } }),
      ada.call(updateUser, { params: { id }, body: { department: 'D' } }),
      ada.call(updateUser, { params: { id }, body: { licence: 'listener' } }),
    ])
    expect(await read(id)).toMatchObject({ title: 'T', department: 'D', licence: { value: 'listener' } })
  })

  it('are told with 412 when they looked at another version', async () => {
    const { id } = await make('versions')
    const first = await send('GET', `/users/${id}`)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toBe(first.body.etag)
    expect((await send('GET', `/users/${id}`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    const both = await Promise.all(['A', 'B'].map(title => send('PATCH', `/users/${id}`, { body: { title }, headers: { 'if-match': etag } })))
    expect(both.map(reply => reply.status).toSorted((a, b) => a - b)).toEqual([200, 412])
    expect(both.find(reply => reply.status === 412)?.body.error).toMatchObject({
      code: 'precondition_failed',
      message: 'The resource has changed since it was read. Read it again, then repeat the change.',
    })
    for (const stale of [etag, '"nonsense"', 'W/"99"']) expect((await send('DELETE', `/users/${id}`, { headers: { 'if-match': stale } })).status).toBe(412)
    expect((await send('GET', `/users/${id}`, { headers: { 'if-none-match': etag } })).status).toBe(200)
    expect((await send('DELETE', `/users/${id}`, { headers: { 'if-match': '*' } })).status).toBe(200)
  })
})

describe('many operations at once', () => {
  it('have a verdict each, and stop where they are told to', async () => {
    const [one, two] = [await make('bulk-one'), await make('bulk-two')]
    const self = (await ada.call(readMe)).user.id
    const operations = [
      { op: 'create', user: { userName: 'bulk-new@acme.test', role: 'Rep (SDR)' } },
      { op: 'deactivate', id: self },
      { op: 'update', id: one.id, change: { role: 'Manager (SDR)' }, etag: one.etag },
      { op: 'update', id: one.id, change: { title: 'late' }, etag: one.etag },
      { op: 'delete', id: two.id },
    ] as const
    const all = await ada.call(bulkUsers, { body: { operations: [...operations] } })
    expect(all.items.map(({ status, error }) => error?.code ?? status)).toEqual(['done', 'own_account', 'done', 'precondition_failed', 'done'])
    expect(all.refused).toBe(2)
    expect(all.items[0]?.user).toMatchObject({ userName: 'bulk-new@acme.test' })
    expect((await read(one.id)).title).toBeNull()
    const stopped = await ada.call(bulkUsers, { body: { operations: [...operations], failOnErrors: 1 } })
    expect(stopped.items.map(({ status }) => status)).toEqual(['refused', 'not_tried', 'not_tried', 'not_tried', 'not_tried'])
    expect(await ada.refusal(bulkUsers, { body: { operations: [] } })).toMatchObject({ code: 'bad_request', at: 'operations' })
    expect((await send('POST', '/users/bulk', { body: { operations: [{ op: 'promote', id: one.id }] } })).body.error).toMatchObject({ code: 'bad_request' })
  })
})

describe('where somebody is signed in', () => {
  it('is seen and ended by an admin, and by nobody without the permission', async () => {
    const { id } = await make('sessions')
    const own = await signedInAs(id)
    expect((await own.call(readMe)).user.id).toBe(id)
    expect((await ada.call(listUserSessions, { params: { id } })).items).toMatchObject([{ client: 'test', current: false }])
    expect(await own.refusal(endUserSessions, { params: { id } })).toMatchObject({ code: 'not_allowed' })
    expect(await ada.call(endUserSessions, { params: { id } })).toEqual({ ended: 1 })
    expect(await own.refusal(readMe)).toMatchObject({ code: 'not_signed_in' })
    expect(await ada.call(endUserSessions, { params: { id } })).toEqual({ ended: 0 })
    expect(await ada.refusal(listUserSessions, { params: { id: nobody } })).toMatchObject({ code: 'not_found' })
  })

  it('ends with a deactivation', async () => {
    const { id } = await make('ends')
    const own = await signedInAs(id)
    await ada.call(deactivateUser, { params: { id } })
    expect(await own.refusal(readMe)).toMatchObject({ code: 'not_signed_in' })
    expect((await ada.call(listUserSessions, { params: { id } })).items).toEqual([])
  })
})
