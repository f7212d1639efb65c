import {
  type AccessRules,
  approvePlan,
  createToken,
  draftPlan,
  type FindingKind,
  listAccessRuleChoices,
  listAccessRuleVersions,
  listAudit,
  listFindings,
  previewAccessRules,
  readAccessRules,
  readAccessRuleVersion,
  readFinding,
  readPlan,
  saveAccessRules,
} from '@rollcall/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { daysAgo, type Roll, startRoll } from '../../modules/lifecycle/testing/roll.ts'
import { endExceptions, erasablePlans } from '../../modules/lifecycle/index.ts'

describe('access rules', () => {
  let roll: Roll
  let [okta, relay, vault] = ['', '', '']
  beforeAll(async () => {
    roll = await startRoll()
  })
  beforeEach(async () => {
    await roll.clear()
    await sql`truncate access_rule_sets`.execute(roll.workspace.ctx.db)
    okta = await roll.connect('Okta', 'okta', ['identities', 'assignments'])
    relay = await roll.connect('Relay', 'scim', ['accounts'])
    vault = await roll.connect('Vault', 'scim', ['accounts'])
  })
  afterAll(() => roll.stop())

  type Given = Partial<{ [K in keyof AccessRules]: unknown }>
  const preview = (document: Given) => roll.ada.call(previewAccessRules, { body: { document: document as AccessRules } })
  const refused = (document: Given) => roll.ada.refusal(previewAccessRules, { body: { document: document as AccessRules } })
  const save = async (document: Given) => {
    await roll.compare()
    const seen = await preview(document)
    await roll.ada.call(saveAccessRules, { body: { document: document as AccessRules, hash: seen.hash } })
    return seen
  }
  const open = async () => {
    const { items } = await roll.ada.call(listFindings, { query: { limit: 200 } })
    return items
      .filter(({ state }) => state !== 'resolved')
      .map(({ kind, personName, connectionName }) => `${kind} ${personName} ${connectionName}`)
      .toSorted()
  }
  const only = async (kind: FindingKind) => {
    const [finding, ...more] = await roll.findings(kind)
    expect(more).toEqual([])
    if (finding === undefined) throw new Error(`no ${kind}`)
    return finding
  }
  const sales = { kind: 'attribute', name: 'department', operator: 'is', values: ['SALES'] }
  const forSales = { name: 'Sales has Relay', conditions: [sales], gives: [{ app: 'relay', role: 'Agent', licence: 'Pro', groups: ['Reps'] }] }
  const used = { last_active_at: daysAgo(1) }

  it('find what is missing, too much and otherwise, exactly as the preview said, and change nothing before a plan', async () => {
    await roll.identity(okta, 'ana', { department: 'Sales' })
    await roll.identity(okta, 'bo', { department: 'Sales' })
    await roll.identity(okta, 'cy', { department: 'Legal', groups: ['Auditors'] })
    await roll.identity(okta, 'di', { department: 'Legal' })
    await roll.identity(okta, 'gone', { department: 'Sales', status: 'inactive', vendor_status: 'DEPROVISIONED' })
    await roll.account(relay, 'bo', { ...used, role: 'Viewer', licence: 'free', groups: ['Old'] })
    await roll.account(relay, 'cy', { ...used, role: 'agent', licence: 'pro', groups: ['reps'] })
    await roll.account(relay, 'di', { ...used, role: 'agent', licence: 'pro', groups: ['reps'] })
    await roll.account(relay, 'root', { ...used, protection: 'break_glass', role: 'owner' })
    await roll.compare()
    expect(await open()).toEqual([])
    const document = {
      rules: [
        forSales,
        { name: 'Auditors look', conditions: [{ kind: 'group', source: 'Okta', operator: 'is', values: ['auditors'] }], gives: [{ app: 'Relay' }] },
      ],
      closed: ['Relay'],
    }
    const seen = await preview(document)
    expect(await open()).toEqual([])
    expect((await roll.ada.call(readAccessRules)).version).toBe(0)
    expect(seen).toMatchObject({ opened: 5, resolved: 0, persons: 3, warnings: [], given: [{ persons: 2 }, { persons: 1 }] })
    await save(document)
    const found = ['account_without_rule di Relay', 'group_drift bo Relay', 'licence_drift bo Relay', 'person_without_account ana Relay', 'role_drift bo Relay']
    expect(await open()).toEqual(found)
    expect(seen.items.map(({ kind, personName, connectionName }) => `${kind} ${personName} ${connectionName}`).toSorted()).toEqual(found)
    expect((await only('role_drift')).sentence).toBe('bo@acme.test of bo in Relay has the role Viewer; by the rule "Sales has Relay" it should be Agent.')

    const { items } = await roll.ada.call(listFindings, { query: { state: 'open' } })
    const plan = await roll.ada.call(draftPlan, { body: { findingIds: items.map(({ id }) => id) } })
    expect(plan.steps.map(({ action, accountName, after }) => `${action} ${accountName} ${JSON.stringify(after)}`).toSorted()).toEqual([
      'change_account bo@acme.test {"groups":["Old","Reps"]}',
      'change_account bo@acme.test {"licence":"Pro"}',
      'change_account bo@acme.test {"role":"Agent"}',
      'create_account ana@acme.test {"exists":true,"status":"active","role":"Agent","licence":"Pro","groups":["Reps"]}',
      'deactivate_account di@acme.test {"status":"inactive"}',
    ])
    // The rules say otherwise before it is approved: the plan is set aside, and nobody loses anything by it.
    await save({ rules: document.rules })
    expect(await open()).not.toContain('account_without_rule di Relay')
    expect(await roll.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ code: 'plan_stale' })
    expect((await roll.ada.call(readPlan, { params: { id: plan.id } })).detail).toContain('The access rules say something else of di by now.')
    expect((await roll.ada.call(listAccessRuleVersions)).items.map(({ version, rules }) => [version, rules])).toEqual([
      [2, 2],
      [1, 2],
    ])
    const { items: entries } = await roll.ada.call(listAudit, { query: { action: 'access_rules.saved' } })
    expect(entries).toHaveLength(2)
  })

  it('offer what is known: attributes and groups of sources, and what accounts of each app hold', async () => {
    await roll.identity(okta, 'ana', { department: 'Sales', title: 'AE', manager_email: 'vera@acme.test', groups: ['Revenue', 'All'] })
    await roll.identity(okta, 'bo', { department: 'Sales', title: '', groups: ['All'] })
    await roll.identity(okta, 'cy', { department: 'Legal' })
    await roll.identity(okta, 'gone', { department: 'Old', status: 'deleted' })
    await roll.account(relay, 'ana', { role: 'Agent', licence: 'Pro', groups: ['Reps'] })
    await roll.account(relay, 'bo', { role: 'Agent' })
    await roll.account(relay, 'cy', { role: 'Admin' })
    expect(await roll.ada.call(listAccessRuleChoices)).toEqual({
      attributes: { department: ['Sales', 'Legal'], title: ['AE'], manager: ['vera@acme.test'] },
      sources: [{ name: 'Okta', groups: ['All', 'Revenue'] }],
      apps: [
        { name: 'Relay', roles: ['Agent', 'Admin'], licences: ['Pro'], groups: ['Reps'] },
        { name: 'Vault', roles: [], licences: [], groups: [] },
      ],
    })
  })

  it('gives back an account that is closed, rather than making a second one', async () => {
    await roll.identity(okta, 'ana', { department: 'Sales' })
    await roll.account(relay, 'ana', { status: 'inactive', vendor_status: 'INACTIVE' })
    await save({ rules: [forSales] })
    const finding = await only('person_without_account')
    expect(finding).toMatchObject({ repair: 'reactivate_account', blocked: null })
    const plan = await roll.ada.call(draftPlan, { body: { findingIds: [finding.id] } })
    expect(plan.steps.map(({ action }) => action)).toEqual(['reactivate_account'])
  })

  it('takes each thing from the first rule that says it, and exceptions before rules, until their day is over', async () => {
    await roll.identity(okta, 'ana', { department: 'Sales', manager_email: 'boss@acme.test' })
    await roll.identity(okta, 'bo', { department: 'Legal' })
    await roll.account(relay, 'ana', { ...used, role: 'Lead' })
    await roll.account(relay, 'bo', { ...used, role: 'Agent' })
    await roll.account(vault, 'ana', used)
    const [today, yesterday] = [daysAgo(0), daysAgo(1)].map(at => at.toISOString().slice(0, 10))
    const exception = { person: 'BO@acme.test', app: 'Relay', effect: 'leave', reason: 'Helps out' }
    const rules = [
      { name: 'Teams', conditions: [{ kind: 'attribute', name: 'manager', operator: 'starts_with', values: ['boss'] }], gives: [{ app: 'Relay' }] },
      { name: 'Leads', conditions: [{ ...sales, operator: 'contains', values: ['ale'] }], gives: [{ app: 'Relay', role: 'Lead' }] },
      { name: 'All', gives: [{ app: 'Relay', role: 'Agent' }], conditions: [sales] },
    ]
    const document = {
      rules,
      closed: ['Relay'],
      exceptions: [
        { ...exception, until: today },
        { person: 'ana@acme.test', app: 'Vault', effect: 'deny', reason: 'Conflict of interest', until: today },
      ],
    }
    await save(document)
    expect(await open()).toEqual(['account_without_rule ana Vault'])
    expect((await only('account_without_rule')).sentence).toContain(`which an exception denies them until ${today}`)
    // Days go by; the rules are the same.
    await sql`update access_rule_sets set document = replace(document::text, ${today}, ${yesterday})::jsonb, compared_at = ${daysAgo(2)}`.execute(
      roll.workspace.ctx.db,
    )
    expect((await roll.ada.call(readAccessRules)).ended).toEqual([0, 1])
    await endExceptions(roll.workspace.ctx)
    const jobs = await sql`select from pgboss.job where name = 'compare-roll' and state = 'created'`.execute(roll.workspace.ctx.db)
    expect(jobs.rows).toHaveLength(1)
    await roll.compare()
    expect(await open()).toEqual(['account_without_rule bo Relay'])
    expect((await only('account_without_rule')).sentence).toContain(`since their exception ended on ${yesterday}`)
    await save({ ...document, exceptions: [{ ...exception, effect: 'give', role: 'Chief', until: today }] })
    expect(await open()).toEqual(['role_drift bo Relay'])
    // Whoever is erased is in no exception of any version.
    const subject = { id: crypto.randomUUID(), mode: 'remove', emails: ['bo@acme.test'], names: [], soleNames: [], userIds: [], loginIds: [] } as const
    const keep = () => Promise.resolve()
    for (const each of erasablePlans) await each.erase(roll.workspace.ctx, { ...subject, pseudonym: 'Erased person 1', address: '1@erased.invalid' }, keep)
    expect((await roll.ada.call(readAccessRules)).exceptions).toEqual([])
    const { document: first } = await roll.ada.call(readAccessRuleVersion, { params: { version: '1' } })
    expect(first.exceptions.map(({ person }) => person)).toEqual(['ana@acme.test'])
  })

  it('opens and plans nothing that a read which was not whole could be wrong about', async () => {
    await roll.identity(okta, 'ana', { department: 'Sales' })
    await roll.identity(okta, 'bo', { department: 'Legal' })
    await roll.account(relay, 'bo', { ...used, role: 'Agent' })
    await roll.read(relay, 'accounts', false)
    await save({ rules: [forSales], closed: ['Relay'] })
    expect(await open()).toEqual(expect.not.arrayContaining(['person_without_account ana Relay']))
    const finding = await only('account_without_rule')
    expect(await roll.ada.refusal(draftPlan, { body: { findingIds: [finding.id] } })).toMatchObject({ code: 'read_incomplete' })
    await roll.read(relay, 'accounts', true)
    expect((await roll.ada.call(readFinding, { params: { id: finding.id } })).blocked).toBeNull()
    // Another identity source, which has never been read, may know them as somebody to whom a rule gives it.
    const hr = await roll.connect('People team', 'hr-file', [])
    expect((await roll.ada.call(readFinding, { params: { id: finding.id } })).blocked).toBe('People team was never read to the end. Read it first.')
    expect(await roll.ada.refusal(draftPlan, { body: { findingIds: [finding.id] } })).toMatchObject({ code: 'read_incomplete' })
    await roll.read(hr, 'identities', true)
    const plan = await roll.ada.call(draftPlan, { body: { findingIds: [finding.id] } })
    await roll.read(hr, 'identities', false)
    expect(await roll.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ code: 'plan_stale' })
  })

  it('speaks of those who are to come, and no longer of those whose last day is over', async () => {
    const day = (days: number) => daysAgo(-days).toISOString().slice(0, 10)
    await roll.identity(okta, 'new', { status: 'staged', starts_on: day(2) })
    await roll.identity(okta, 'later', { status: 'staged', starts_on: day(9) })
    await roll.identity(okta, 'last', { ends_on: day(-1) })
    await roll.identity(okta, 'there')
    await save({
      rules: [
        {
          name: 'Everybody',
          conditions: [
            { kind: 'status', values: ['active', 'staged'] },
            { kind: 'date', name: 'startsOn', operator: 'on_or_before', days: 3 },
            { kind: 'date', name: 'endsOn', operator: 'after', days: -1 },
          ],
          gives: [{ app: 'Relay' }],
        },
      ],
    })
    expect(await open()).toEqual(['person_without_account new Relay', 'person_without_account there Relay'])
  })

  it('refuses what is not connected and what is not as previewed, tells roles that nobody has, and is for those who may', async () => {
    await roll.identity(okta, 'ana', { department: 'Sales' })
    await roll.account(relay, 'ana', { ...used, role: 'Agent', licence: 'Pro', groups: ['Reps'] })
    expect(await refused({ rules: [{ ...forSales, gives: [{ app: 'Relais' }] }] })).toMatchObject({
      code: 'bad_request',
      message: 'There is no connection called "Relais". Connect it first, or correct the name.',
      at: 'document.rules.0.gives.0.app',
    })
    expect(await refused({ closed: ['Okta'] })).toMatchObject({ at: 'document.closed.0' })
    expect(await refused({ rules: [forSales, forSales] })).toMatchObject({ code: 'bad_request', at: 'document.rules' })
    expect(await refused({ rules: [{ ...forSales, conditions: [{ ...sales, values: ['a', 'b'] }] }] })).toMatchObject({ code: 'bad_request' })
    expect(await refused({ exceptions: [{ person: 'ana', app: 'Relay', effect: 'deny', reason: 'No reason', until: 'soon' }] })).toMatchObject({
      at: 'document.exceptions.0.until',
    })
    const { warnings, hash } = await preview({ rules: [{ ...forSales, gives: [{ app: 'Relay', role: 'Agnet' }] }] })
    expect(warnings).toEqual([{ at: 'rules.0.gives.0.role', sentence: 'No account of Relay has the role "Agnet"; there are agent.' }])
    expect(await roll.ada.refusal(saveAccessRules, { body: { document: { rules: [forSales] } as AccessRules, hash } })).toMatchObject({ code: 'rules_stale' })
    expect(await roll.ada.refusal(previewAccessRules, { body: { restores: 7 } })).toMatchObject({ code: 'not_found' })
    const { secret } = await roll.ada.call(createToken, { body: { name: 'reader', scopes: ['people:read'] } })
    const reader = roll.workspace.clientWith({ authorization: `Bearer ${secret}` })
    expect((await reader.call(readAccessRules)).version).toBe(0)
    expect(await reader.refusal(saveAccessRules, { body: { document: {}, hash: '' } })).toMatchObject({ code: 'not_allowed' })
  })
})
