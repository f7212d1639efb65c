import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patchOf } from '../../../test/scim/scim-client.ts'
import { group, openRuledWorkspace, rule, type RuledWorkspace } from '../../../test/support/mapping-rules.ts'
import { admin } from '../../../test/support/workspace.ts'
import { updateUser } from '../../modules/directory/index.ts'

describe('mapping rules and groups', () => {
  let ruled: RuledWorkspace
  beforeAll(async () => {
    ruled = await openRuledWorkspace()
  })
  afterAll(() => ruled.workspace.stop())

  const rules = [rule({ role: 'manager-ae' }, group('Sales Leads')), rule({ role: 'rep-sdr' }, { kind: 'group', operator: 'starts_with', values: ['sdr'] })]
  const newGroup = async (displayName: string, ...members: string[]) =>
    (await ruled.scim.expecting(201, 'POST', '/Groups', { displayName, members: members.map(value => ({ value })) })).body.id as string
  const patchGroup = (id: string, ...operations: object[]) => ruled.scim.expecting(204, 'PATCH', `/Groups/${id}`, patchOf(...operations))
  const roleOf = async (id: string) => (await ruled.read(id)).chorus_role as string
  beforeAll(async () => void (await ruled.save(rules)))

  it('give a role to who joins, and the next source its say when they leave', async () => {
    const [lee, kim] = [await ruled.make('lee'), await ruled.make('kim', { chorus_role: 'Enablement/Leadership' })]
    const leads = await newGroup('SALES LEADS', lee.id)
    expect(await roleOf(lee.id)).toBe('Manager (AE/Other)')
    const { etag } = Object.fromEntries((await ruled.scim.get(`/Users/${lee.id}`)).headers)
    await patchGroup(leads, { op: 'add', path: 'members', value: [{ value: kim.id }] })
    // What the client says itself wins over a rule of the same door.
    expect(await roleOf(kim.id)).toBe('Enablement/Leadership')
    await ruled.patch(kim.id, { op: 'remove', path: 'chorus_role' })
    expect(await roleOf(kim.id)).toBe('Manager (AE/Other)')
    await patchGroup(leads, { op: 'remove', path: `members[value eq "${lee.id}"]` })
    expect(await roleOf(lee.id)).toBe('Rep (AE/Other)')
    expect((await ruled.scim.get(`/Users/${lee.id}`)).headers.get('etag')).not.toBe(etag)
    await patchGroup(leads, { op: 'replace', path: 'members', value: [] })
    expect(await roleOf(kim.id)).toBe('Rep (AE/Other)')
    await ruled.scim.expecting(204, 'DELETE', `/Groups/${leads}`)
  })

  it('give it by name: renamed, made and deleted groups count at once', async () => {
    const mia = await ruled.make('mia')
    const id = await newGroup('Nobody', mia.id)
    expect(await roleOf(mia.id)).toBe('Rep (AE/Other)')
    await patchGroup(id, { op: 'replace', value: { id, displayName: 'SDR west' } })
    expect(await roleOf(mia.id)).toBe('Rep (SDR)')
    await ruled.scim.expecting(200, 'PUT', `/Groups/${id}`, { displayName: 'Nobody' })
    expect(await roleOf(mia.id)).toBe('Rep (AE/Other)')
    const other = await newGroup('sdr east', mia.id)
    expect(await roleOf(mia.id)).toBe('Rep (SDR)')
    await ruled.scim.expecting(204, 'DELETE', `/Groups/${other}`)
    expect(await roleOf(mia.id)).toBe('Rep (AE/Other)')
  })

  it('know a member who arrives later, under whatever name they were awaited', async () => {
    await newGroup('SDR awaited', '00u-noa', 'renamed@acme.test')
    const noa = await ruled.make('noa')
    expect(noa.chorus_role).toBe('Rep (SDR)')
    const ren = await ruled.make('ren')
    expect(ren.chorus_role).toBe('Rep (AE/Other)')
    await ruled.patch(ren.id, { op: 'replace', path: 'userName', value: 'renamed@acme.test' })
    expect(await roleOf(ren.id)).toBe('Rep (SDR)')
  })

  it('lose nobody among clients that change users and members at once', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, (_, each) => ruled.make(`crowd${each}`)))
    const id = await newGroup('SDR crowd')
    await Promise.all(
      people.flatMap(({ id: user }, each) => [
        patchGroup(id, { op: 'add', path: 'members', value: [{ value: user }] }),
        ruled.patch(user, { op: 'replace', path: 'title', value: `Title ${each}` }),
      ]),
    )
    const after = await Promise.all(people.map(({ id: user }) => ruled.read(user)))
    expect(after.map(each => [each.chorus_role, each.title])).toEqual(people.map((_, each) => ['Rep (SDR)', `Title ${each}`]))
  })

  it('leave a last admin their role, and then the group as it was', async () => {
    const root = await ruled.rowOf((await ruled.scim.get(`/Users?filter=userName eq "${admin.email}"`)).body.Resources[0].id)
    await ruled.save([rule({ role: 'admin' }, group('Admins')), rule({ role: 'rep-ae' })])
    const [first, second] = [await ruled.make('first'), await ruled.make('second')]
    const admins = await newGroup('Admins', first.id, second.id)
    await updateUser(ruled.workspace.ctx.db, root.id, { role: 'rep-ae', role_source: 'manual' })
    await patchGroup(admins, { op: 'remove', path: `members[value eq "${second.id}"]` })
    const refused = await ruled.scim.send('PATCH', `/Groups/${admins}`, patchOf({ op: 'replace', path: 'members', value: [] }))
    expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringContaining('demote first@acme.test') } })
    expect((await ruled.scim.get(`/Groups/${admins}`)).body.members).toMatchObject([{ value: first.id }])
    expect((await ruled.scim.send('PATCH', `/Users/${first.id}`, patchOf({ op: 'replace', path: 'active', value: false }))).status).toBe(403)
    expect(await roleOf(first.id)).toBe('Admin')
    await updateUser(ruled.workspace.ctx.db, root.id, { role: 'admin', role_source: 'manual' })
  })
})
