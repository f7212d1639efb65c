// Rules hold at every door, and nobody rises above themselves by one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRole, createToken, createUser, deleteRole, previewMappingRules, saveMappingRules, updateUser } from '@rollcall/contract'
import { enterpriseUser, oktaUser } from '../../../test/scim/scim-client.ts'
import { attribute, openRuledWorkspace, rule, type RuledWorkspace } from '../../../test/support/mapping-rules.ts'

describe('mapping rules at other doors than SCIM', () => {
  let ruled: RuledWorkspace
  const ours = rule({ role: 'rep-sdr', licence: 'listener' }, attribute('department', 'Doors'))
  beforeAll(async () => {
    ruled = await openRuledWorkspace()
    await ruled.save([ours])
  })
  afterAll(() => ruled.workspace.stop())

  it('hold for who is made by hand, below what is said by hand', async () => {
    const byRule = await ruled.ada.call(createUser, { body: { userName: 'hand@acme.test', department: 'doors' } })
    expect(await ruled.rowOf(byRule.id)).toMatchObject({ role: 'rep-sdr', role_source: 'manual', role_rule: ours.id, licence: 'listener', door: 'manual' })
    await ruled.ada.call(updateUser, { params: { id: byRule.id }, body: { role: 'Manager (SDR)' } })
    expect(await ruled.rowOf(byRule.id)).toMatchObject({ role: 'manager-sdr', role_source: 'manual', role_rule: null, licence: 'listener' })
    await ruled.ada.call(updateUser, { params: { id: byRule.id }, body: { department: 'Elsewhere' } })
    expect(await ruled.rowOf(byRule.id)).toMatchObject({ role: 'manager-sdr', licence: 'recorder', licence_source: 'default' })
  })

  it('are as strong as SCIM from the moment it keeps the user', async () => {
    const { id } = await ruled.ada.call(createUser, { body: { userName: 'both@acme.test', role: 'Enablement/Leadership', department: 'Doors' } })
    expect(await ruled.rowOf(id)).toMatchObject({ role: 'enablement', role_rule: null })
    await ruled.scim.expecting(200, 'PUT', `/Users/${id}`, oktaUser('both', { [enterpriseUser]: { department: 'Doors' } }))
    expect(await ruled.rowOf(id)).toMatchObject({
      role: 'rep-sdr',
      role_source: 'scim',
      role_rule: ours.id,
      door: 'scim',
      withheld: { role: { manual: 'enablement' } },
    })
    await ruled.patch(id, { op: 'remove', path: `${enterpriseUser}:department` })
    expect(await ruled.rowOf(id)).toMatchObject({ role: 'enablement', role_source: 'manual', role_rule: null, withheld: {} })
  })

  it('go on deciding when a client puts back all that it read', async () => {
    const { id } = await ruled.inDepartment('echo', 'Doors')
    const read = await ruled.read(id)
    expect(read).toMatchObject({ chorus_role: 'Rep (SDR)', chorus_license_type: 'listener' })
    await ruled.scim.expecting(200, 'PUT', `/Users/${id}`, { ...read, title: 'Opener' })
    expect(await ruled.rowOf(id)).toMatchObject({ role: 'rep-sdr', role_rule: ours.id, licence: 'listener', licence_rule: ours.id })
    await ruled.scim.expecting(200, 'PUT', `/Users/${id}`, { ...(await ruled.read(id)), [enterpriseUser]: { department: 'Elsewhere' } })
    expect(await ruled.rowOf(id)).toMatchObject({ role: 'rep-ae', role_source: 'default', licence: 'recorder', licence_source: 'default' })
    // What it changes it means.
    await ruled.scim.expecting(200, 'PUT', `/Users/${id}`, {
      ...(await ruled.read(id)),
      chorus_role: 'Manager (SDR)',
      [enterpriseUser]: { department: 'Doors' },
    })
    expect(await ruled.rowOf(id)).toMatchObject({ role: 'manager-sdr', role_source: 'scim', role_rule: null, licence: 'listener', licence_rule: ours.id })
    await ruled.scim.expecting(200, 'PUT', `/Users/${id}`, await ruled.read(id))
    expect(await ruled.rowOf(id)).toMatchObject({ role: 'manager-sdr', role_source: 'scim' })
  })

  it('give no role by the hand of somebody who may not give it', async () => {
    const { id } = await ruled.ada.call(createRole, { body: { name: 'Rule keeper', permissions: ['settings:write', 'calls:read'] } })
    const keeper = await ruled.ada.call(createUser, { body: { userName: 'keeper@acme.test', role: id } })
    // What a token may do is what its owner may; a token of theirs stands for them.
    const { secret } = await ruled.ada.call(createToken, { body: { name: 'keeper', scopes: ['settings:write'] } })
    await ruled.workspace.ctx.db.updateTable('api_tokens').set({ user_id: keeper.id }).where('name', '=', 'keeper').execute()
    const theirs = ruled.workspace.clientWith({ authorization: `Bearer ${secret}` })
    const rules = [rule({ role: 'admin' }, attribute('userName', 'keeper@acme.test'))]
    const { hash } = await theirs.call(previewMappingRules, { body: { rules } })
    expect(await theirs.refusal(saveMappingRules, { body: { rules, hash } })).toMatchObject({ code: 'not_allowed' })
    expect((await ruled.rowOf(keeper.id)).role).toBe(id)
  })

  it('keep the role that one of them gives from being deleted', async () => {
    const { id } = await ruled.ada.call(createRole, { body: { name: 'Kept', permissions: [] } })
    await ruled.save([ours, rule({ role: 'Kept' }, attribute('title', 'Kept'))])
    expect(await ruled.ada.refusal(deleteRole, { params: { id } })).toMatchObject({
      code: 'role_in_use',
      message: expect.stringContaining('Mapping rule 2 gives Kept'),
    })
    await ruled.save([ours])
    await ruled.ada.call(deleteRole, { params: { id } })
  })
})
