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
  beforeAll(async () => {
    workspace = await startWorkspace()
    const provisioned = await provision(workspace)
    scim = provisioned.scim
    ada = provisioned.admin
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
    const it = await inDepartment('it', 'IT')
    expect(it).toMatchObject({ chorus_role: 'Admin', chorus_license_type: 'listener', manager_email: 'azure.34994@chorus-auto.com' })
    const other = await inDepartment('other', 'Catering')
    expect(other).toMatchObject({ chorus_role: 'Rep (AE/Other)', chorus_license_type: 'recorder' })
    expect(other).not.toHaveProperty('manager_email')
    expect(await rowOf(other.id)).toMatchObject({ role_source: 'scim', role_rule: rules[2]?.id, manager_rule: null })
    await patch(it.id, { op: 'replace', path: `${enterpriseUser}:department`, value: 'Catering' })
    expect(await read(it.id)).toMatchObject({ chorus_role: 'Rep (AE/Other)', chorus_license_type: 'recorder' })
    expect(await read(it.id)).not.toHaveProperty('manager_email')
    expect(await rowOf((await ada.call(previewMappingRules, { body: { rules } })) && other.id)).toMatchObject({ role: 'rep-ae' })
  })
})
