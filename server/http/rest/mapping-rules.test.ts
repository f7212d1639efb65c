import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importMappingExpression, listAwaitedManagers, listRuleAttributes, previewMappingRules, readMappingRules, tryMappingRules } from '@rollcall/contract'
import { enterpriseUser, oktaUser } from '../../../test/scim/scim-client.ts'
import { attribute, openRuledWorkspace, rule, type RuledWorkspace } from '../../../test/support/mapping-rules.ts'

/** The expressions of the guide, word for word (CG-330 to CG-332). */
const roleSwitch = 'Switch([department], "Rep (AE/Other)", "Active SDR", "Rep (SDR)", "SDR Manager", "Rep (SDR)", "IT", "Admin")'
const licenceSwitch = 'Switch([department], "recorder", "IT", "listener", "Active SDR", "recorder", "SDR Manager", "recorder")'
const managerSwitch = 'IgnoreFlowIfNullOrEmpty(Switch([department], "", "IT", "azure.34994@chorus-auto.com"))'

describe('mapping rules', () => {
  let ruled: RuledWorkspace
  beforeAll(async () => {
    ruled = await openRuledWorkspace()
  })
  afterAll(() => ruled.workspace.stop())

  it('are the Switch expressions of the guide, defaults included (CG-327 to CG-332)', async () => {
    const { rules, notes } = await ruled.ada.call(importMappingExpression, {
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
    await ruled.save(rules)
    expect(await ruled.inDepartment('sdr', 'active sdr')).toMatchObject({ chorus_role: 'Rep (SDR)', chorus_license_type: 'recorder' })
    expect(await ruled.inDepartment('lead', 'SDR Manager')).toMatchObject({ chorus_role: 'Rep (SDR)', chorus_license_type: 'recorder' })
    const helper = await ruled.inDepartment('helper', 'IT')
    expect(helper).toMatchObject({ chorus_role: 'Admin', chorus_license_type: 'listener', manager_email: 'azure.34994@chorus-auto.com' })
    const other = await ruled.inDepartment('other', 'Catering')
    expect(other).toMatchObject({ chorus_role: 'Rep (AE/Other)', chorus_license_type: 'recorder' })
    expect(other).not.toHaveProperty('manager_email')
    expect(await ruled.rowOf(other.id)).toMatchObject({ role_source: 'scim', role_rule: rules[2]?.id, manager_rule: null })
    await ruled.patch(helper.id, { op: 'replace', path: `${enterpriseUser}:department`, value: 'Catering' })
    expect(await ruled.read(helper.id)).toMatchObject({ chorus_role: 'Rep (AE/Other)', chorus_license_type: 'recorder' })
    expect(await ruled.read(helper.id)).not.toHaveProperty('manager_email')
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
    const refusal = await ruled.ada.refusal(importMappingExpression, { body: { expression } })
    expect(refusal).toMatchObject({ code: 'bad_request', at: 'expression', message: expect.stringContaining(sentence) })
  })

  it('read an expression whose attribute arrives elsewhere, in curly quotes and other cases', async () => {
    const { rules } = await ruled.ada.call(importMappingExpression, {
      body: { expression: 'switch(ToLower([extensionAttribute7]), \u201C\u201D, \u201Cit\u201D, \u201Cadmin\u201D)', path: 'costCenter' },
    })
    expect(rules).toMatchObject([{ conditions: [{ path: 'costCenter', operator: 'is', values: ['it'] }], gives: { role: 'admin' } }])
  })

  it('find the manager in any order of arrival, and show who is still awaited (CG-304, CG-309)', async () => {
    await ruled.save([
      rule({ manager: { kind: 'named', value: 'chief@acme.test' } }, attribute('department', 'Field')),
      rule({ manager: { kind: 'attribute', path: 'costCenter' } }),
    ])
    const early = await ruled.inDepartment('early', 'Field')
    const by = await ruled.make('by', { [enterpriseUser]: { costCenter: '00u-chief' } })
    expect((await ruled.ada.call(listAwaitedManagers)).items).toEqual(
      expect.arrayContaining([
        { name: 'chief@acme.test', users: 1 },
        { name: '00u-chief', users: 1 },
      ]),
    )
    const chief = await ruled.make('chief')
    const late = await ruled.inDepartment('late', 'field')
    for (const { id } of [early, by, late]) expect((await ruled.read(id))[enterpriseUser].manager).toMatchObject({ value: chief.id })
    expect((await ruled.ada.call(listAwaitedManagers)).items.map(each => each.name)).not.toContain('chief@acme.test')
    // What the client says itself counts before the rule, until it takes it back.
    await ruled.patch(late.id, { op: 'replace', path: 'manager_email', value: 'by@acme.test' })
    expect((await ruled.read(late.id))[enterpriseUser].manager).toMatchObject({ value: by.id })
  })

  it('are tried on a user or on claims that are pasted, step by step, without a trace', async () => {
    await ruled.save([
      { ...rule({ role: 'manager-sdr' }, attribute('department', 'IT'), { kind: 'claim', name: 'Level', operator: 'is', values: ['m2'] }), match: 'any' },
      rule({ role: 'rep-sdr', licence: 'listener' }, attribute('emails', 'x@acme.test')),
    ])
    const users = await ruled.workspace.ctx.db.selectFrom('users').select('id').execute()
    const tried = await ruled.ada.call(tryMappingRules, { body: { user: oktaUser('x', { [enterpriseUser]: { department: 'it' }, badge: 7 }) } })
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
    expect((await ruled.ada.call(tryMappingRules, { body: { claims } })).result[0]).toMatchObject({ value: 'Manager (SDR)', because: { source: 'jit' } })
    expect(await ruled.ada.refusal(tryMappingRules, { body: { user: { chorus_role: 'Emperor' } } })).toMatchObject({ code: 'bad_request', at: 'user' })
    expect(await ruled.workspace.ctx.db.selectFrom('users').select('id').execute()).toHaveLength(users.length)
  })

  it('can look at what the schemas have and at what arrived', async () => {
    await ruled.inDepartment('arrived', 'Deals')
    await ruled.scim.expecting(201, 'POST', '/Groups', { displayName: 'SDR crowd' })
    const { items } = await ruled.ada.call(listRuleAttributes)
    expect(items[0]?.path).toContain('enterprise')
    expect(items.find(each => each.label === 'department')?.values).toContain('Deals')
    expect(items.find(each => each.kind === 'group')?.values).toContain('SDR crowd')
    expect(items.map(each => each.label)).not.toContain('password')
  })

  it('are for whoever may change settings alone', async () => {
    const token = ruled.workspace.clientWith({ authorization: `Bearer ${ruled.secret}` })
    expect(await token.refusal(readMappingRules)).toMatchObject({ code: 'not_allowed' })
    expect(await ruled.workspace.guest.refusal(previewMappingRules, { body: { rules: [] } })).toMatchObject({ code: 'not_signed_in' })
  })
})
