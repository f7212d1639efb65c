import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createRole,
  importMappingExpression,
  listAudit,
  listAwaitedManagers,
  listMappingRuleVersions,
  listRuleAttributes,
  type MappingRule,
  previewMappingRules,
  readMappingRules,
  readMappingRuleVersion,
  saveMappingRules,
  tryMappingRules,
} from '@rollcall/contract'
import { enterpriseUser, oktaUser, patchOf, provision, type ScimClient } from '../../../test/scim/scim-client.ts'
import { admin, type Client, eventually, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { updateUser } from '../../modules/directory/index.ts'

/** The expressions of the guide, word for word (CG-330 to CG-332). */
const roleSwitch = 'Switch([department], "Rep (AE/Other)", "Active SDR", "Rep (SDR)", "SDR Manager", "Rep (SDR)", "IT", "Admin")'
const licenceSwitch = 'Switch([department], "recorder", "IT", "listener", "Active SDR", "recorder", "SDR Manager", "recorder")'
const managerSwitch = 'IgnoreFlowIfNullOrEmpty(Switch([department], "", "IT", "azure.34994@chorus-auto.com"))'

type Condition = MappingRule['conditions'][number]

const rule = (gives: MappingRule['gives'], ...conditions: Condition[]): MappingRule => ({ id: crypto.randomUUID(), match: 'all', conditions, gives })
const attribute = (path: string, ...values: string[]): Condition => ({ kind: 'attribute', path, operator: values.length === 1 ? 'is' : 'one_of', values })
const group = (...values: string[]): Condition => ({ kind: 'group', operator: values.length === 1 ? 'is' : 'one_of', values })

describe('mapping rules', () => {
  let workspace: Workspace
  let scim: ScimClient
  let ada: Client
  let secret: string
  beforeAll(async () => {
    workspace = await startWorkspace()
    const provisioned = await provision(workspace)
    scim = provisioned.scim
    ada = provisioned.admin
    secret = provisioned.secret
  })
  afterAll(() => workspace.stop())

  const make = async (name: string, extra: Record<string, unknown> = {}) => (await scim.expecting(201, 'POST', '/Users', oktaUser(name, extra))).body
  const inDepartment = (name: string, department: string, extra: Record<string, unknown> = {}) => make(name, { [enterpriseUser]: { department }, ...extra })
  const read = async (id: string) => (await scim.expecting(200, 'GET', `/Users/${id}`)).body
  const patch = (id: string, ...operations: object[]) => scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf(...operations))
  const save = async (rules: MappingRule[]) => {
    const { hash } = await ada.call(previewMappingRules, { body: { rules } })
    return ada.call(saveMappingRules, { body: { rules, hash } })
  }
  const rowOf = (id: string) => workspace.ctx.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  it('are the Switch expressions of the guide, defaults included (CG-327 to CG-332)', async () => {
    const { rules, notes } = await ada.call(importMappingExpression, {
      body: { expression: `chorus_role\t${roleSwitch}\nchorus_license_type\t${licenceSwitch}\nmanager_email\t${managerSwitch}` },
    })
    expect(rules.map(({ conditions, gives }) => [conditions[0]?.values ?? 'everybody', gives])).toEqual([
      [['Active SDR', 'SDR Manager'], { role: 'rep-sdr' }],
      [['IT'], { role: 'admin' }],
      ['everybody', { role: 'rep-ae' }],
      [['IT'], { licence: 'listener' }],
      [['Active SDR', 'SDR Manager'], { licence: 'recorder' }],
      ['everybody', { licence: 'recorder' }],
      [['IT'], { manager: { kind: 'named', value: 'azure.34994@chorus-auto.com' } }],
    ])
    expect(notes).toEqual([expect.stringContaining('default of [department] is empty')])
    await save(rules)
    expect(await inDepartment('sdr', 'active sdr')).toMatchObject({ chorus_role: 'Rep (SDR)', chorus_license_type: 'recorder' })
    expect(await inDepartment('lead', 'SDR Manager')).toMatchObject({ chorus_role: 'Rep (SDR)', chorus_license_type: 'recorder' })
    const helper = await inDepartment('helper', 'IT')
    expect(helper).toMatchObject({ chorus_role: 'Admin', chorus_license_type: 'listener', manager_email: 'azure.34994@chorus-auto.com' })
    const other = await inDepartment('other', 'Catering')
    expect(other).toMatchObject({ chorus_role: 'Rep (AE/Other)', chorus_license_type: 'recorder' })
    expect(other).not.toHaveProperty('manager_email')
    expect(await rowOf(other.id)).toMatchObject({ role_source: 'scim', role_rule: rules[2]?.id, manager_rule: null })
    await patch(helper.id, { op: 'replace', path: `${enterpriseUser}:department`, value: 'Catering' })
    expect(await read(helper.id)).toMatchObject({ chorus_role: 'Rep (AE/Other)', chorus_license_type: 'recorder' })
    expect(await read(helper.id)).not.toHaveProperty('manager_email')
  })

  it.each([
    ['Switch([department], "x", "IT")', 'The last key of the Switch, "IT", has no value.'],
    ['IIF([department]="IT", "Admin", "x")', 'A comma is missing before "="'],
    ['Join("-", [department], "x")', '"Join" is not understood'],
    ['Switch([department], [title], "IT", "Admin")', 'The default of the Switch is [title]; only a text in quotes can become a rule.'],
    ['Switch([extensionAttribute7], "", "IT", "Admin")', 'Rollcall does not know where [extensionAttribute7] arrives.'],
    ['Switch([department], "", "IT", "Emperor", "HR", "Admin")', 'There is no role "Emperor".'],
    ['Switch([department], "red", "IT", "blue")', '"blue", "red" are neither roles nor licences nor e-mail addresses'],
    ['Switch([department], "x", "IT", "Admin"', 'The bracket of Switch( is not closed.'],
    ['Switch([department], \'x\', "IT", "Admin")', "This cannot be read from here on: 'x'"],
    ['', 'There is nothing to read.'],
    ['Trim('.repeat(30), 'nested deeper than 20 levels'],
  ])('say what of an expression cannot be understood: %s', async (expression, sentence) => {
    const refusal = await ada.refusal(importMappingExpression, { body: { expression } })
    expect(refusal).toMatchObject({ code: 'bad_request', at: 'expression', message: expect.stringContaining(sentence) })
  })

  it('read an expression whose attribute arrives elsewhere, in curly quotes and other cases', async () => {
    const { rules } = await ada.call(importMappingExpression, {
      body: { expression: 'switch(ToLower([extensionAttribute7]), \u201C\u201D, \u201Cit\u201D, \u201Cadmin\u201D)', path: 'costCenter' },
    })
    expect(rules).toMatchObject([{ conditions: [{ path: 'costCenter', operator: 'is', values: ['it'] }], gives: { role: 'admin' } }])
  })

  describe('groups', () => {
    const rules = [rule({ role: 'manager-ae' }, group('Sales Leads')), rule({ role: 'rep-sdr' }, { kind: 'group', operator: 'starts_with', values: ['sdr'] })]
    const newGroup = async (displayName: string, ...members: string[]) =>
      (await scim.expecting(201, 'POST', '/Groups', { displayName, members: members.map(value => ({ value })) })).body.id as string
    const patchGroup = (id: string, ...operations: object[]) => scim.expecting(204, 'PATCH', `/Groups/${id}`, patchOf(...operations))
    const roleOf = async (id: string) => (await read(id)).chorus_role as string
    beforeAll(async () => void (await save(rules)))

    it('give a role to who joins, and the next source its say when they leave', async () => {
      const [lee, kim] = [await make('lee'), await make('kim', { chorus_role: 'Enablement/Leadership' })]
      const leads = await newGroup('SALES LEADS', lee.id)
      expect(await roleOf(lee.id)).toBe('Manager (AE/Other)')
      const { etag } = Object.fromEntries((await scim.get(`/Users/${lee.id}`)).headers)
      await patchGroup(leads, { op: 'add', path: 'members', value: [{ value: kim.id }] })
      // What the client says itself wins over a rule of the same door.
      expect(await roleOf(kim.id)).toBe('Enablement/Leadership')
      await patch(kim.id, { op: 'remove', path: 'chorus_role' })
      expect(await roleOf(kim.id)).toBe('Manager (AE/Other)')
      await patchGroup(leads, { op: 'remove', path: `members[value eq "${lee.id}"]` })
      expect(await roleOf(lee.id)).toBe('Rep (AE/Other)')
      expect((await scim.get(`/Users/${lee.id}`)).headers.get('etag')).not.toBe(etag)
      await patchGroup(leads, { op: 'replace', path: 'members', value: [] })
      expect(await roleOf(kim.id)).toBe('Rep (AE/Other)')
      await scim.expecting(204, 'DELETE', `/Groups/${leads}`)
    })

    it('give it by name: renamed, made and deleted groups count at once', async () => {
      const mia = await make('mia')
      const id = await newGroup('Nobody', mia.id)
      expect(await roleOf(mia.id)).toBe('Rep (AE/Other)')
      await patchGroup(id, { op: 'replace', value: { id, displayName: 'SDR west' } })
      expect(await roleOf(mia.id)).toBe('Rep (SDR)')
      await scim.expecting(200, 'PUT', `/Groups/${id}`, { displayName: 'Nobody' })
      expect(await roleOf(mia.id)).toBe('Rep (AE/Other)')
      const other = await newGroup('sdr east', mia.id)
      expect(await roleOf(mia.id)).toBe('Rep (SDR)')
      await scim.expecting(204, 'DELETE', `/Groups/${other}`)
      expect(await roleOf(mia.id)).toBe('Rep (AE/Other)')
    })

    it('know a member who arrives later, under whatever name they were awaited', async () => {
      await newGroup('SDR awaited', '00u-noa', 'renamed@acme.test')
      const noa = await make('noa')
      expect(noa.chorus_role).toBe('Rep (SDR)')
      const ren = await make('ren')
      expect(ren.chorus_role).toBe('Rep (AE/Other)')
      await patch(ren.id, { op: 'replace', path: 'userName', value: 'renamed@acme.test' })
      expect(await roleOf(ren.id)).toBe('Rep (SDR)')
    })

    it('lose nobody among clients that change users and members at once', async () => {
      const people = await Promise.all(Array.from({ length: 8 }, (_, each) => make(`crowd${each}`)))
      const id = await newGroup('SDR crowd')
      await Promise.all(
        people.flatMap(({ id: user }, each) => [
          patchGroup(id, { op: 'add', path: 'members', value: [{ value: user }] }),
          patch(user, { op: 'replace', path: 'title', value: `Title ${each}` }),
        ]),
      )
      const after = await Promise.all(people.map(({ id: user }) => read(user)))
      expect(after.map(each => [each.chorus_role, each.title])).toEqual(people.map((_, each) => ['Rep (SDR)', `Title ${each}`]))
    })

    it('leave a last admin their role, and then the group as it was', async () => {
      const root = await rowOf((await scim.get(`/Users?filter=userName eq "${admin.email}"`)).body.Resources[0].id)
      await save([rule({ role: 'admin' }, group('Admins')), rule({ role: 'rep-ae' })])
      const [first, second] = [await make('first'), await make('second')]
      const admins = await newGroup('Admins', first.id, second.id)
      await updateUser(workspace.ctx.db, root.id, { role: 'rep-ae', role_source: 'manual' })
      await patchGroup(admins, { op: 'remove', path: `members[value eq "${second.id}"]` })
      const refused = await scim.send('PATCH', `/Groups/${admins}`, patchOf({ op: 'replace', path: 'members', value: [] }))
      expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringContaining('demote first@acme.test') } })
      expect((await scim.get(`/Groups/${admins}`)).body.members).toMatchObject([{ value: first.id }])
      expect((await scim.send('PATCH', `/Users/${first.id}`, patchOf({ op: 'replace', path: 'active', value: false }))).status).toBe(403)
      expect(await roleOf(first.id)).toBe('Admin')
      await updateUser(workspace.ctx.db, root.id, { role: 'admin', role_source: 'manual' })
    })
  })

  it('find the manager in any order of arrival, and show who is still awaited (CG-304, CG-309)', async () => {
    await save([
      rule({ manager: { kind: 'named', value: 'chief@acme.test' } }, attribute('department', 'Field')),
      rule({ manager: { kind: 'attribute', path: 'costCenter' } }),
    ])
    const early = await inDepartment('early', 'Field')
    const by = await make('by', { [enterpriseUser]: { costCenter: '00u-chief' } })
    expect((await ada.call(listAwaitedManagers)).items).toEqual(
      expect.arrayContaining([
        { name: 'chief@acme.test', users: 1 },
        { name: '00u-chief', users: 1 },
      ]),
    )
    const chief = await make('chief')
    const late = await inDepartment('late', 'field')
    for (const { id } of [early, by, late]) expect((await read(id))[enterpriseUser].manager).toMatchObject({ value: chief.id })
    expect((await ada.call(listAwaitedManagers)).items.map(each => each.name)).not.toContain('chief@acme.test')
    // What the client says itself counts before the rule, until it takes it back.
    await patch(late.id, { op: 'replace', path: 'manager_email', value: 'by@acme.test' })
    expect((await read(late.id))[enterpriseUser].manager).toMatchObject({ value: by.id })
  })

  describe('who wins', () => {
    const sayings = { manual: 'rep-sdr', jit: 'manager-ae', scim: 'manager-sdr', pinned: 'enablement' } as const
    type Source = keyof typeof sayings
    const order: readonly Source[] = ['pinned', 'scim', 'jit', 'manual']
    const subsets = Array.from({ length: 16 }, (_, bits) => order.filter((_source, index) => bits & (1 << index)))
    const cases = (['manual', 'jit', 'scim'] as const).flatMap(door => subsets.map(said => ({ door, said })))
    /** Pinned, then of each door what it said before what a rule gives there, then the default. */
    const expected = (door: Source, said: readonly Source[], byRule: string | null): [role: string, source: string] => {
      for (const source of order) {
        if (said.includes(source)) return [sayings[source], source]
        if (source === door && byRule !== null) return [byRule, source]
      }
      return ['rep-ae', 'default']
    }

    it('is the same for every door, whatever each of them said', async () => {
      await save([])
      const { id: byRule } = await ada.call(createRole, { body: { name: 'By rule', permissions: [] } })
      const people: { id: string; door: Source; said: readonly Source[] }[] = []
      for (const [index, { door, said }] of cases.entries()) {
        const { id } = await inDepartment(`who${index}`, 'Precedence')
        const [role, role_source] = expected(door, said, null)
        const withheld = Object.fromEntries(said.filter(source => source !== role_source).map(source => [source, sayings[source]]))
        const change = { role, role_source: role_source as Source | 'default', door: door as 'manual' }
        await updateUser(workspace.ctx.db, id, { ...change, withheld: JSON.stringify(Object.keys(withheld).length === 0 ? {} : { role: withheld }) })
        people.push({ id, door, said })
      }
      const found = () =>
        Promise.all(
          people.map(async ({ id }) => {
            const { role, role_source } = await rowOf(id)
            return [role, role_source]
          }),
        )
      const before = await Promise.all(people.map(({ id }) => rowOf(id)))
      const ours = rule({ role: byRule }, attribute('department', 'precedence'))
      await save([ours])
      expect(await found()).toEqual(people.map(({ door, said }) => expected(door, said, byRule)))
      await save([])
      // Nothing that anybody said was lost under the rule.
      for (const [index, { id }] of people.entries()) {
        const { version: _, modified_at: __, ...row } = await rowOf(id)
        expect(before[index]).toMatchObject(row)
      }
    })

    it('is never a rule over what somebody pinned, and by SCIM a rule over what was given by hand', async () => {
      await save([rule({ role: 'manager-ae', licence: 'listener' }, attribute('department', 'Pinning'))])
      const { id } = await make('pinning')
      await updateUser(workspace.ctx.db, id, { role: 'enablement', role_source: 'pinned', licence: 'recorder', licence_source: 'manual' })
      await patch(id, { op: 'replace', path: `${enterpriseUser}:department`, value: 'Pinning' })
      expect(await rowOf(id)).toMatchObject({ role: 'enablement', role_source: 'pinned', role_rule: null, licence: 'listener', licence_source: 'scim' })
      await patch(id, { op: 'remove', path: `${enterpriseUser}:department` })
      expect(await rowOf(id)).toMatchObject({ role: 'enablement', licence: 'recorder', licence_source: 'manual', licence_rule: null })
    })
  })

  describe('a rule change', () => {
    it('is previewed person by person, saved as it was read, told in events, and undone by restoring', async () => {
      await save([])
      const [ana, ben] = [await inDepartment('ana', 'Preview'), await inDepartment('ben', 'Preview', { chorus_role: 'Rep (SDR)' })]
      const ours = rule({ role: 'Manager (AE/Other)', licence: 'listener' }, attribute('department', 'preview'))
      const preview = await ada.call(previewMappingRules, { body: { rules: [ours] } })
      expect(preview).toMatchObject({
        changed: 2,
        refusal: null,
        counts: [
          { kind: 'licence', from: 'recorder', to: 'listener', users: 2 },
          { kind: 'role', from: 'Rep (AE/Other)', to: 'Manager (AE/Other)', users: 1 },
        ],
        items: [
          { userId: ana.id, userName: 'ana@acme.test', changes: [{ kind: 'role' }, { kind: 'licence', because: { rule: ours.id, source: 'scim' } }] },
          { userId: ben.id, changes: [{ kind: 'licence', from: 'recorder', to: 'listener' }] },
        ],
      })
      expect(await read(ana.id)).toMatchObject({ chorus_role: 'Rep (AE/Other)' })
      const first = await ada.call(previewMappingRules, { query: { limit: 1 }, body: { rules: [ours] } })
      const second = await ada.call(previewMappingRules, { query: { limit: 1, cursor: first.nextCursor ?? '' }, body: { rules: [ours] } })
      expect([first.items.length, second.items[0]?.userId, second.nextCursor]).toEqual([1, ben.id, null])

      const { version: before } = await ada.call(readMappingRules)
      const saved = await ada.call(saveMappingRules, { body: { rules: [ours], hash: preview.hash } })
      expect(saved).toMatchObject({ version: before + 1, savedBy: admin.email, rules: [{ gives: { role: 'manager-ae' } }], given: { [ours.id]: 2 } })
      expect(await read(ana.id)).toMatchObject({ chorus_role: 'Manager (AE/Other)', chorus_license_type: 'listener' })
      const events = await workspace.ctx.db.selectFrom('directory_events').selectAll().where('subject', 'in', [ana.id, ben.id]).orderBy('sequence').execute()
      expect(events.map(({ action, actor }) => `${action} ${actor}`).slice(2)).toEqual([`user.updated ${admin.email}`, `user.updated ${admin.email}`])
      expect(events[2]?.detail).toMatchObject({ role: { from: 'rep-ae', to: 'manager-ae', source: 'scim', rule: ours.id } })
      const audit = await eventually(
        () => ada.call(listAudit, { query: { action: 'mapping_rules.saved' } }),
        page => page.items[0]?.detail.version === saved.version,
      )
      expect(audit.items[0]).toMatchObject({ actor: admin.email, detail: { changed: 2, rules: 1 } })

      const undo = await ada.call(previewMappingRules, { body: { restores: before } })
      expect(undo).toMatchObject({ changed: 2, items: [{ userId: ana.id }, { userId: ben.id }] })
      await ada.call(saveMappingRules, { body: { restores: before, hash: undo.hash } })
      expect(await read(ana.id)).toMatchObject({ chorus_role: 'Rep (AE/Other)', chorus_license_type: 'recorder' })
      const { items } = await ada.call(listMappingRuleVersions)
      expect(items[0]).toMatchObject({ version: before + 2, restores: before, rules: 0, changed: 2 })
      expect((await ada.call(readMappingRuleVersion, { params: { version: String(before + 1) } })).rules).toHaveLength(1)
    })

    it('is refused when it is not what was previewed', async () => {
      const [one, other] = [[rule({ role: 'rep-sdr' }, attribute('title', 'One'))], [rule({ role: 'rep-sdr' }, attribute('title', 'Two'))]]
      const stale = { code: 'rules_stale', status: 409 }
      const { hash } = await ada.call(previewMappingRules, { body: { rules: one } })
      expect(await ada.refusal(saveMappingRules, { body: { rules: other, hash } })).toMatchObject(stale)
      // Somebody arrives whom it would change.
      await make('arrived', { title: 'one' })
      expect(await ada.refusal(saveMappingRules, { body: { rules: one, hash } })).toMatchObject(stale)
      // Somebody arrives whom it does not change.
      const again = await ada.call(previewMappingRules, { body: { rules: one } })
      await make('unmoved')
      const both = await Promise.allSettled([0, 1].map(() => ada.call(saveMappingRules, { body: { rules: one, hash: again.hash } })))
      expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(await ada.refusal(saveMappingRules, { body: { restores: 1, hash: again.hash } })).toMatchObject(stale)
      expect(await ada.refusal(previewMappingRules, { body: { restores: 9999 } })).toMatchObject({ code: 'not_found', at: 'restores' })
      expect(await ada.refusal(previewMappingRules, { body: { restores: 1, rules: one } })).toMatchObject({ code: 'bad_request' })
    })

    it('is refused when it would demote the last admin, by name', async () => {
      await save([])
      for (const { id } of (await scim.get('/Users?filter=chorus_role eq "Admin"')).body.Resources)
        if ((await rowOf(id)).email !== admin.email) await scim.expecting(204, 'DELETE', `/Users/${id}`)
      const root = (await scim.get(`/Users?filter=userName eq "${admin.email}"`)).body.Resources[0]
      await patch(root.id, { op: 'replace', path: 'title', value: 'Founder' })
      const everybody = [rule({ role: 'rep-ae' })]
      const preview = await ada.call(previewMappingRules, { body: { rules: everybody } })
      expect(preview.refusal).toBe(
        `These rules would demote ${admin.email} and leave no active admin. Pin somebody as an admin, or let a rule make somebody one.`,
      )
      expect(await ada.refusal(saveMappingRules, { body: { rules: everybody, hash: preview.hash } })).toMatchObject({ code: 'last_admin', status: 409 })
      expect((await ada.call(readMappingRules)).rules).toEqual([])
      await save([rule({ role: 'admin' }, attribute('title', 'founder')), ...everybody])
      const refused = await scim.send('PATCH', `/Users/${root.id}`, patchOf({ op: 'replace', path: 'title', value: 'Former founder' }))
      expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringContaining('last active admin') } })
      expect(await read(root.id)).toMatchObject({ title: 'Founder', chorus_role: 'Admin' })
    })

    it('names no role and looks at no attribute that is not there', async () => {
      const refusal = (rules: MappingRule[]) => ada.refusal(previewMappingRules, { body: { rules } })
      expect(await refusal([rule({ role: 'Emperor' })])).toMatchObject({
        code: 'bad_request',
        at: 'rules.0.gives.role',
        message: expect.stringContaining('Rule 1: there is no role "Emperor". There are Rep (AE/Other)'),
      })
      expect(await refusal([rule({ role: 'Admin' }, attribute('constructor', 'x'))])).toMatchObject({ at: 'rules.0.conditions.0' })
      expect(await refusal([rule({ role: 'Admin' }, attribute('__proto__.polluted', 'x'))])).toMatchObject({ at: 'rules.0.conditions.0' })
      expect(await refusal([rule({ role: 'Admin' }, attribute('password', 'x'))])).toMatchObject({
        message: expect.stringContaining('no attribute "password"'),
      })
      expect((await refusal([rule({ role: 'Admin' }, attribute('name', 'x'))])).message).toContain('has parts; name one of them, such as name.formatted')
      const twice = rule({ role: 'Admin' }, attribute('title', 'x'))
      expect((await refusal([twice, twice])).message).toContain('the same id')
      expect((await refusal([rule({})])).message).toContain('gives neither role nor licence nor manager')
      expect(await refusal([{ ...twice, conditions: [{ ...attribute('title', 'x'), values: ['a', 'b'] }] }])).toMatchObject({
        at: 'rules.0.conditions.0.values',
      })
    })

    it('outlives a custom role: whoever had it has what comes next', async () => {
      const role = await ada.call(createRole, { body: { name: 'Deal Desk', permissions: [] } })
      await save([rule({ role: 'deal desk' }, attribute('department', 'Deals')), rule({ role: 'rep-sdr' }, attribute('department', 'Deals'))])
      const { id } = await inDepartment('deals', 'Deals')
      expect((await read(id)).chorus_role).toBe('Deal Desk')
      await workspace.ctx.db.deleteFrom('roles').where('id', '=', role.id).execute()
      expect((await inDepartment('deals2', 'Deals')).chorus_role).toBe('Rep (SDR)')
      await patch(id, { op: 'replace', path: 'title', value: 'x' })
      expect((await read(id)).chorus_role).toBe('Rep (SDR)')
      const { rules } = await ada.call(readMappingRules)
      expect((await ada.refusal(previewMappingRules, { body: { rules } })).message).toContain(`there is no role "${role.id}"`)
    })

    it('may hold a thousand rules, and the first that matches wins', async () => {
      const rules = Array.from({ length: 1000 }, (_, each) =>
        rule({ role: each % 2 === 0 ? 'rep-sdr' : 'manager-sdr' }, attribute('costCenter', `CC-${each}`, `also-${each}`)),
      )
      await save(rules)
      const made = await make('thousand', { [enterpriseUser]: { costCenter: 'also-999' } })
      expect(made.chorus_role).toBe('Manager (SDR)')
      expect(await rowOf(made.id)).toMatchObject({ role_rule: rules[999]?.id })
      await save([rules[999] ?? rule({}), ...rules.slice(0, 999)])
      expect(await rowOf(made.id)).toMatchObject({ role_rule: rules[999]?.id })
      expect((await ada.refusal(previewMappingRules, { body: { rules: Array.from({ length: 2001 }, () => rule({ role: 'Admin' })) } })).code).toBe(
        'bad_request',
      )
      await save([])
    })
  })

  it('are tried on a user or on claims that are pasted, step by step, without a trace', async () => {
    await save([
      { ...rule({ role: 'manager-sdr' }, attribute('department', 'IT'), { kind: 'claim', name: 'Level', operator: 'is', values: ['m2'] }), match: 'any' },
      rule({ role: 'rep-sdr', licence: 'listener' }, attribute('emails', 'x@acme.test')),
    ])
    const users = await workspace.ctx.db.selectFrom('users').select('id').execute()
    const tried = await ada.call(tryMappingRules, { body: { user: oktaUser('x', { [enterpriseUser]: { department: 'it' }, badge: 7 }) } })
    expect(tried).toMatchObject({
      ignored: ['badge'],
      steps: [
        {
          matches: true,
          gives: ['role'],
          conditions: [
            { found: ['it'], matches: true },
            { found: [], matches: false },
          ],
        },
        { matches: true, gives: ['licence'], conditions: [{ found: ['x@acme.test'] }] },
      ],
      result: [
        { kind: 'role', value: 'Manager (SDR)', because: { source: 'scim' } },
        { kind: 'licence', value: 'listener' },
        { kind: 'manager', value: null, because: { source: 'default', rule: null } },
      ],
    })
    const claims = { 'http://schemas.example/claims/level': ['M2'], nested: { a: 1 } }
    expect((await ada.call(tryMappingRules, { body: { claims } })).result[0]).toMatchObject({ value: 'Manager (SDR)', because: { source: 'jit' } })
    expect(await ada.refusal(tryMappingRules, { body: { user: { chorus_role: 'Emperor' } } })).toMatchObject({ code: 'bad_request', at: 'user' })
    expect(await workspace.ctx.db.selectFrom('users').select('id').execute()).toHaveLength(users.length)
  })

  it('can look at what the schemas have and at what arrived', async () => {
    const { items } = await ada.call(listRuleAttributes)
    expect(items[0]?.path).toContain('enterprise')
    expect(items.find(each => each.label === 'department')?.values).toContain('Deals')
    expect(items.find(each => each.kind === 'group')?.values).toContain('SDR crowd')
    expect(items.map(each => each.label)).not.toContain('password')
  })

  it('are for whoever may change settings alone', async () => {
    const token = workspace.clientWith({ authorization: `Bearer ${secret}` })
    expect(await token.refusal(readMappingRules)).toMatchObject({ code: 'not_allowed' })
    expect(await workspace.guest.refusal(previewMappingRules, { body: { rules: [] } })).toMatchObject({ code: 'not_signed_in' })
  })
})
