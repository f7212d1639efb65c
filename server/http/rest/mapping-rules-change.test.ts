import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createRole,
  listAudit,
  listMappingRuleVersions,
  type MappingRule,
  previewMappingRules,
  readMappingRules,
  readMappingRuleVersion,
  saveMappingRules,
} from '@rollcall/contract'
import { enterpriseUser, patchOf } from '../../../test/scim/scim-client.ts'
import { attribute, openRuledWorkspace, rule, type RuledWorkspace } from '../../../test/support/mapping-rules.ts'
import { admin, eventually } from '../../../test/support/workspace.ts'

describe('a change of the mapping rules', () => {
  let ruled: RuledWorkspace
  beforeAll(async () => {
    ruled = await openRuledWorkspace()
  })
  afterAll(() => ruled.workspace.stop())

  it('is previewed person by person, saved as it was read, told in events, and undone by restoring', async () => {
    await ruled.save([])
    const [ana, ben] = [await ruled.inDepartment('ana', 'Preview'), await ruled.inDepartment('ben', 'Preview', { chorus_role: 'Rep (SDR)' })]
    const ours = rule({ role: 'Manager (AE/Other)', licence: 'listener' }, attribute('department', 'preview'))
    const preview = await ruled.ada.call(previewMappingRules, { body: { rules: [ours] } })
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
    expect(await ruled.read(ana.id)).toMatchObject({ chorus_role: 'Rep (AE/Other)' })
    const first = await ruled.ada.call(previewMappingRules, { query: { limit: 1 }, body: { rules: [ours] } })
    const second = await ruled.ada.call(previewMappingRules, { query: { limit: 1, cursor: first.nextCursor ?? '' }, body: { rules: [ours] } })
    expect([first.items.length, second.items[0]?.userId, second.nextCursor]).toEqual([1, ben.id, null])

    const { version: before } = await ruled.ada.call(readMappingRules)
    const saved = await ruled.ada.call(saveMappingRules, { body: { rules: [ours], hash: preview.hash } })
    expect(saved).toMatchObject({ version: before + 1, savedBy: admin.email, rules: [{ gives: { role: 'manager-ae' } }], given: { [ours.id]: 2 } })
    expect(await ruled.read(ana.id)).toMatchObject({ chorus_role: 'Manager (AE/Other)', chorus_license_type: 'listener' })
    const events = await ruled.workspace.ctx.db
      .selectFrom('directory_events')
      .selectAll()
      .where('subject', 'in', [ana.id, ben.id])
      .orderBy('sequence')
      .execute()
    expect(events.map(({ action, actor }) => `${action} ${actor}`).slice(2)).toEqual([`user.updated ${admin.email}`, `user.updated ${admin.email}`])
    expect(events[2]?.detail).toMatchObject({ role: { from: 'rep-ae', to: 'manager-ae', source: 'scim', rule: ours.id } })
    const audit = await eventually(
      () => ruled.ada.call(listAudit, { query: { action: 'mapping_rules.saved' } }),
      page => page.items[0]?.detail.version === saved.version,
    )
    expect(audit.items[0]).toMatchObject({ actor: admin.email, detail: { changed: 2, rules: 1 } })

    const undo = await ruled.ada.call(previewMappingRules, { body: { restores: before } })
    expect(undo).toMatchObject({ changed: 2, items: [{ userId: ana.id }, { userId: ben.id }] })
    await ruled.ada.call(saveMappingRules, { body: { restores: before, hash: undo.hash } })
    expect(await ruled.read(ana.id)).toMatchObject({ chorus_role: 'Rep (AE/Other)', chorus_license_type: 'recorder' })
    const { items } = await ruled.ada.call(listMappingRuleVersions)
    expect(items[0]).toMatchObject({ version: before + 2, restores: before, rules: 0, changed: 2 })
    expect((await ruled.ada.call(readMappingRuleVersion, { params: { version: String(before + 1) } })).rules).toHaveLength(1)
  })

  it('is refused when it is not what was previewed', async () => {
    const [one, other] = [[rule({ role: 'rep-sdr' }, attribute('title', 'One'))], [rule({ role: 'rep-sdr' }, attribute('title', 'Two'))]]
    const stale = { code: 'rules_stale', status: 409 }
    const { hash } = await ruled.ada.call(previewMappingRules, { body: { rules: one } })
    expect(await ruled.ada.refusal(saveMappingRules, { body: { rules: other, hash } })).toMatchObject(stale)
    // Somebody arrives whom it would change.
    await ruled.make('arrived', { title: 'one' })
    expect(await ruled.ada.refusal(saveMappingRules, { body: { rules: one, hash } })).toMatchObject(stale)
    // Somebody arrives whom it does not change.
    const again = await ruled.ada.call(previewMappingRules, { body: { rules: one } })
    await ruled.make('unmoved')
    const both = await Promise.allSettled([0, 1].map(() => ruled.ada.call(saveMappingRules, { body: { rules: one, hash: again.hash } })))
    expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await ruled.ada.refusal(saveMappingRules, { body: { restores: 1, hash: again.hash } })).toMatchObject(stale)
    expect(await ruled.ada.refusal(previewMappingRules, { body: { restores: 9999 } })).toMatchObject({ code: 'not_found', at: 'restores' })
    expect(await ruled.ada.refusal(previewMappingRules, { body: { restores: 1, rules: one } })).toMatchObject({ code: 'bad_request' })
  })

  it('is refused when it would demote the last admin, by name', async () => {
    await ruled.save([])
    for (const { id } of (await ruled.scim.get('/Users?filter=chorus_role eq "Admin"')).body.Resources)
      if ((await ruled.rowOf(id)).email !== admin.email) await ruled.scim.expecting(204, 'DELETE', `/Users/${id}`)
    const root = (await ruled.scim.get(`/Users?filter=userName eq "${admin.email}"`)).body.Resources[0]
    await ruled.patch(root.id, { op: 'replace', path: 'title', value: 'Founder' })
    const everybody = [rule({ role: 'rep-ae' })]
    const preview = await ruled.ada.call(previewMappingRules, { body: { rules: everybody } })
    expect(preview.refusal).toBe(
      `These rules would demote ${admin.email} and leave no active admin. Pin somebody as an admin, or let a rule make somebody one.`,
    )
    expect(await ruled.ada.refusal(saveMappingRules, { body: { rules: everybody, hash: preview.hash } })).toMatchObject({ code: 'last_admin', status: 403 })
    expect((await ruled.ada.call(readMappingRules)).rules).toEqual([])
    await ruled.save([rule({ role: 'admin' }, attribute('title', 'founder')), ...everybody])
    const refused = await ruled.scim.send('PATCH', `/Users/${root.id}`, patchOf({ op: 'replace', path: 'title', value: 'Former founder' }))
    expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringContaining('last active admin') } })
    expect(await ruled.read(root.id)).toMatchObject({ title: 'Founder', chorus_role: 'Admin' })
  })

  it('names no role and looks at no attribute that is not there', async () => {
    const refusal = (rules: MappingRule[]) => ruled.ada.refusal(previewMappingRules, { body: { rules } })
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
    const role = await ruled.ada.call(createRole, { body: { name: 'Deal Desk', permissions: [] } })
    await ruled.save([rule({ role: 'deal desk' }, attribute('department', 'Deals')), rule({ role: 'rep-sdr' }, attribute('department', 'Deals'))])
    const { id } = await ruled.inDepartment('deals', 'Deals')
    expect((await ruled.read(id)).chorus_role).toBe('Deal Desk')
    await ruled.workspace.ctx.db.deleteFrom('roles').where('id', '=', role.id).execute()
    expect((await ruled.inDepartment('deals2', 'Deals')).chorus_role).toBe('Rep (SDR)')
    await ruled.patch(id, { op: 'replace', path: 'title', value: 'x' })
    expect((await ruled.read(id)).chorus_role).toBe('Rep (SDR)')
    const { rules } = await ruled.ada.call(readMappingRules)
    expect((await ruled.ada.refusal(previewMappingRules, { body: { rules } })).message).toContain(`there is no role "${role.id}"`)
  })

  it('may hold a thousand rules, and the first that matches wins', async () => {
    const rules = Array.from({ length: 1000 }, (_, each) =>
      rule({ role: each % 2 === 0 ? 'rep-sdr' : 'manager-sdr' }, attribute('costCenter', `CC-${each}`, `also-${each}`)),
    )
    await ruled.save(rules)
    const made = await ruled.make('thousand', { [enterpriseUser]: { costCenter: 'also-999' } })
    expect(made.chorus_role).toBe('Manager (SDR)')
    expect(await ruled.rowOf(made.id)).toMatchObject({ role_rule: rules[999]?.id })
    await ruled.save([rules[999] ?? rule({}), ...rules.slice(0, 999)])
    expect(await ruled.rowOf(made.id)).toMatchObject({ role_rule: rules[999]?.id })
    expect((await ruled.ada.refusal(previewMappingRules, { body: { rules: Array.from({ length: 2001 }, () => rule({ role: 'Admin' })) } })).code).toBe(
      'bad_request',
    )
    await ruled.save([])
  })
})
