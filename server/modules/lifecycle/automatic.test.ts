import { type AccessRules, type FindingKind, listModes, listPlans, previewAccessRules, readPlan, saveAccessRules, writeMode } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admin } from '../../../test/support/workspace.ts'
import { actAutomatically } from './index.ts'
import { type Roll, startRoll } from './testing/roll.ts'

const covered: FindingKind[] = ['active_after_deactivation', 'person_without_account', 'account_without_rule']
const atWork = { department: 'Sales' }

describe('the automatic mode of an app', () => {
  let roll: Roll
  let [okta, relay, pager] = ['', '', '']
  beforeAll(async () => {
    roll = await startRoll()
    okta = await roll.connect('Okta', 'okta', ['identities', 'assignments'])
    relay = await roll.connect('Relay', 'scim', ['accounts'])
    pager = await roll.connect('Pager', 'pagerduty', ['accounts'])
    await roll.identity(okta, 'left', { status: 'inactive', vendor_status: 'DEPROVISIONED' })
    await roll.identity(okta, 'chief', { status: 'inactive', vendor_status: 'DEPROVISIONED' })
    for (const name of ['kept', 'back', 'new', 'drift']) await roll.identity(okta, name, atWork)
    await roll.identity(okta, 'extra', { department: 'Legal' })
    await roll.identity(okta, 'self', { department: 'Legal', email: admin.email, emails: [admin.email] })
    for (const name of ['left', 'extra', 'kept']) await roll.account(relay, name, { role: 'Agent' })
    await roll.account(relay, 'chief', { role: 'Workspace admin' })
    await roll.account(relay, 'self', { role: 'Agent', email: admin.email, emails: [admin.email], user_name: admin.email })
    await roll.account(relay, 'root', { role: 'Owner', protection: 'break_glass' })
    await roll.account(relay, 'back', { role: 'Agent', status: 'inactive' })
    await roll.account(relay, 'drift', { role: 'Viewer' })
    await roll.compare()
    const conditions = [{ kind: 'attribute', name: 'department', operator: 'is', values: ['Sales'] }]
    const document = { rules: [{ name: 'Sales', conditions, gives: [{ app: 'Relay', role: 'Agent' }] }], closed: ['Relay'] } as unknown as AccessRules
    const { hash } = await roll.ada.call(previewAccessRules, { body: { document } })
    await roll.ada.call(saveAccessRules, { body: { document, hash } })
  })
  afterAll(() => roll.stop())

  const choose = (kinds: FindingKind[]) => roll.ada.call(writeMode, { params: { id: relay }, body: { mode: 'automatic', kinds } })
  const plans = async () => (await roll.ada.call(listPlans, { query: { limit: 50 } })).items

  it('can be chosen for what only switches accounts off and on, and says what an app cannot', async () => {
    const { items } = await roll.ada.call(listModes)
    const automaticOf = (id: string) => items.find(({ connectionId }) => connectionId === id)?.automatic ?? []
    expect(automaticOf(relay)).toEqual([
      { kind: 'active_after_deactivation', action: 'deactivate_account', obstacle: null },
      { kind: 'person_without_account', action: 'reactivate_account', obstacle: null },
      { kind: 'account_without_rule', action: 'deactivate_account', obstacle: null },
    ])
    expect(automaticOf(pager).map(({ obstacle }) => obstacle)).toEqual(covered.map(() => expect.stringContaining('Somebody does it')))
    for (const kind of ['role_drift', 'licence_drift', 'group_drift', 'idle', 'admin_without_mfa'] as const)
      expect(await roll.ada.refusal(writeMode, { params: { id: relay }, body: { mode: 'automatic', kinds: [...covered, kind] } })).toMatchObject({
        code: 'bad_request',
        message: expect.stringContaining('people decide'),
      })
  })

  it('does nothing about kinds that nobody chose, and nothing on a read that was incomplete', async () => {
    await choose(['active_after_deactivation', 'account_without_rule'])
    await roll.read(relay, 'accounts', false)
    await roll.read(okta, 'identities', false)
    await actAutomatically(roll.workspace.ctx)
    expect((await plans()).map(({ title }) => title)).toEqual([])
    await roll.read(relay, 'accounts', true)
    await roll.read(okta, 'identities', true)
    await choose(covered)
  })

  it('switches off and on what was found, and leaves to people administrators, new accounts and roles', async () => {
    await actAutomatically(roll.workspace.ctx)
    const [plan, ...more] = await plans()
    expect(more).toEqual([])
    const { steps, approvals, state } = await roll.ada.call(readPlan, { params: { id: plan?.id ?? '' } })
    expect(steps.map(({ action, accountName, undo }) => `${action} ${accountName} ${undo.possible}`).toSorted()).toEqual([
      'deactivate_account extra@acme.test true',
      'deactivate_account left@acme.test true',
      'reactivate_account back@acme.test true',
    ])
    expect(state).not.toBe('draft')
    expect(approvals).toMatchObject([{ policy: expect.stringMatching(/^The automatic mode of Relay/) }])
    const waiting = await Promise.all(
      (['active_after_deactivation', 'account_without_rule', 'person_without_account', 'role_drift'] as const).map(roll.findings),
    )
    const left = waiting.flat().filter(finding => finding.state === 'open')
    expect(left.map(({ kind, personName }) => `${kind} ${personName}`).toSorted()).toEqual([
      'account_without_rule self',
      'active_after_deactivation chief',
      'person_without_account new',
      'role_drift drift',
    ])
    await actAutomatically(roll.workspace.ctx)
    expect(await plans()).toHaveLength(1)
  })
})
