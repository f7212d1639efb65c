import { randomUUID } from 'node:crypto'
import { type FindingKind, listFindings, protectAccount } from '@rollcall/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { daysAgo, type Roll, startRoll } from '../testing/roll.ts'

describe('what is out of step', () => {
  let roll: Roll
  let [okta, relay] = ['', '']
  beforeAll(async () => {
    roll = await startRoll()
  })
  beforeEach(async () => {
    await roll.clear()
    okta = await roll.connect('Okta', 'okta', ['identities', 'assignments'])
    relay = await roll.connect('Relay', 'scim', ['accounts'])
  })
  afterAll(() => roll.stop())

  /** What is found of a kind, by what it is about. */
  const found = async (kind: FindingKind) => {
    await roll.compare()
    return (await roll.findings(kind)).map(({ personName }) => personName)
  }
  const only = async (kind: FindingKind) => {
    await roll.compare()
    const [finding, ...more] = await roll.findings(kind)
    expect(more).toEqual([])
    if (finding === undefined) throw new Error(`no ${kind}`)
    return finding
  }
  const left = (days: number) => ({ status: 'inactive', vendor_status: 'DEPROVISIONED', status_changed_at: daysAgo(days) })
  const assign = (identity: string, app: string) =>
    sql`with app as (insert into identity_apps (connection_id, external_id, name) values (${okta}, ${app}, ${app}) on conflict do nothing)
      insert into app_assignments (connection_id, external_id, app_external_id, app_name, identity_external_id, through, last_read_id)
      values (${okta}, ${`${app}-${identity}`}, ${app}, ${app}, ${`identities-${identity}`}, 'person', ${randomUUID()})`.execute(roll.workspace.ctx.db)

  it('nothing, where everything is as it should be', async () => {
    await roll.identity(okta, 'ana')
    await assign('ana', 'Relay')
    await roll.account(relay, 'ana', { role: 'agent', last_active_at: daysAgo(1), mfa: true, password_sign_in: false })
    await roll.compare()
    expect((await roll.ada.call(listFindings)).items).toEqual([])
  })

  it('an account that is active after the deactivation', async () => {
    const [ana, bo] = [await roll.identity(okta, 'ana', left(9)), await roll.identity(okta, 'bo')]
    await roll.account(relay, 'ana')
    await roll.account(relay, 'bo')
    const finding = await only('active_after_deactivation')
    expect(finding).toMatchObject({ personName: 'ana', repair: 'deactivate_account', blocked: null, subjectId: finding.accountId })
    await roll.set('identities', ana, { status: 'active' })
    expect(await found('active_after_deactivation')).toEqual([])
    await roll.set('identities', bo, left(1))
    expect(await found('active_after_deactivation')).toEqual(['bo'])
  })

  it('an account that was used after the deactivation, closed or not', async () => {
    await roll.identity(okta, 'ana', left(9))
    await roll.identity(okta, 'bo', left(9))
    const account = await roll.account(relay, 'ana', { status: 'inactive', last_active_at: daysAgo(3) })
    await roll.account(relay, 'bo', { last_active_at: daysAgo(10) })
    const finding = await only('used_after_deactivation')
    expect(finding).toMatchObject({
      personName: 'ana',
      repair: null,
      sentence: expect.stringContaining(`was used on ${daysAgo(3).toISOString().slice(0, 10)}`) as string,
    })
    await roll.set('accounts', account, { last_active_at: daysAgo(11) })
    expect(await found('used_after_deactivation')).toEqual([])
  })

  it('does not take a use long ago, or an unknown one, for a use after it', async () => {
    await roll.identity(okta, 'ana', left(300))
    await roll.identity(okta, 'bo', { ...left(9), status_changed_at: null })
    await roll.account(relay, 'ana', { last_active_at: daysAgo(200) })
    await roll.account(relay, 'bo', { last_active_at: daysAgo(1) })
    await roll.identity(okta, 'cy', left(9))
    await roll.account(relay, 'cy', { last_active_at: null })
    expect(await found('used_after_deactivation')).toEqual([])
  })

  it('an account without a person', async () => {
    await roll.identity(okta, 'ana')
    await roll.account(relay, 'ana')
    await roll.account(relay, 'closed', { status: 'inactive' })
    await roll.account(relay, 'labelled', { protection: 'break_glass' })
    await roll.account(relay, 'zoe')
    const finding = await only('account_without_person')
    expect(finding).toMatchObject({
      personName: 'zoe',
      blocked: null,
      evidence: [{ source: 'Relay' }, { source: 'Okta', statement: 'It knows nobody to whom zoe@acme.test belongs.' }],
    })
    await roll.read(okta, 'identities', false)
    const kept = await only('account_without_person')
    expect(kept).toMatchObject({ id: finding.id, blocked: expect.stringContaining('The last read of Okta was incomplete') as string })
    await roll.identity(okta, 'zoe')
    expect(await found('account_without_person')).toEqual([])
  })

  it('does not open from an absence that no whole read proves', async () => {
    await roll.account(relay, 'zoe')
    await roll.account(relay, 'new', { first_seen_at: new Date() })
    await roll.identity(okta, 'ana')
    await assign('ana', 'Relay')
    await roll.read(okta, 'identities', false)
    await roll.read(okta, 'assignments', false)
    await roll.read(relay, 'accounts', false)
    expect([...(await found('account_without_person')), ...(await found('assigned_not_present')), ...(await found('present_not_assigned'))]).toEqual([])
    await roll.read(okta, 'identities', true)
    expect((await found('account_without_person')).toSorted()).toEqual(['new', 'zoe'])
  })

  it('says nothing of accounts without a person while no identity source is connected, or one was never read', async () => {
    await roll.account(relay, 'zoe')
    await sql`delete from reads where connection_id = ${okta}::uuid`.execute(roll.workspace.ctx.db)
    expect(await found('account_without_person')).toEqual([])
    await sql`delete from connections where id = ${okta}::uuid`.execute(roll.workspace.ctx.db)
    expect(await found('account_without_person')).toEqual([])
  })

  it('a service account that nobody has labelled, until somebody has said what it is', async () => {
    const ids = await Promise.all(['noreply', 'api'].map(name => roll.account(relay, name, { looks_shared: true })))
    expect((await found('unlabelled_service_account')).toSorted()).toEqual(['api', 'noreply'])
    expect(await found('account_without_person')).toEqual([])
    await roll.ada.call(protectAccount, { params: { id: ids[0] ?? '' }, body: { protection: 'service' } })
    await roll.ada.call(protectAccount, { params: { id: ids[1] ?? '' }, body: { protection: 'none' } })
    expect(await found('unlabelled_service_account')).toEqual([])
    expect(await found('account_without_person')).toEqual(['api'])
  })

  it('two accounts of one person in one app', async () => {
    await roll.identity(okta, 'ana', { emails: ['ana@acme.test', 'a.ruiz@acme.test'] })
    await roll.account(relay, 'ana', { last_active_at: daysAgo(1) })
    const second = await roll.account(relay, 'a.ruiz', { last_active_at: daysAgo(50) })
    const other = await roll.connect('Wire', 'scim', ['accounts'])
    await roll.account(other, 'ana')
    const finding = await only('duplicate_account')
    expect(finding).toMatchObject({
      accountId: second,
      connectionName: 'Relay',
      sentence: 'ana has 2 active accounts in Relay (a.ruiz@acme.test, ana@acme.test); one should be enough.',
    })
    await roll.set('accounts', second, { status: 'inactive' })
    expect(await found('duplicate_account')).toEqual([])
  })

  it('an account that nobody ever signed in to, where the app tells of others', async () => {
    const never = await roll.account(relay, 'ana', { last_active_at: null })
    await roll.account(relay, 'bo', { last_active_at: null, first_seen_at: daysAgo(29) })
    expect(await found('never_signed_in')).toEqual([])
    await roll.account(relay, 'cy', { last_active_at: daysAgo(1) })
    expect(await found('never_signed_in')).toEqual(['ana'])
    await roll.set('accounts', never, { last_active_at: daysAgo(0) })
    expect(await found('never_signed_in')).toEqual([])
  })

  it('an account that is idle, under the same finding when a read is incomplete', async () => {
    const idle = await roll.account(relay, 'ana', { last_active_at: daysAgo(91) })
    await roll.account(relay, 'bo', { last_active_at: daysAgo(89) })
    await roll.account(relay, 'cy', { last_active_at: null })
    await roll.account(relay, 'dee', { last_active_at: daysAgo(200), protection: 'service' })
    const finding = await only('idle')
    expect(finding).toMatchObject({ personName: 'ana', blocked: null })
    await roll.read(relay, 'accounts', false)
    expect(await only('idle')).toMatchObject({
      id: finding.id,
      blocked: 'The last read of Relay was incomplete, so this may not be so. The vendor did not answer. Read it again.',
    })
    await roll.set('accounts', idle, { last_active_at: daysAgo(0) })
    expect(await found('idle')).toEqual([])
  })

  it('an account without a role, where others have one', async () => {
    const bare = await roll.account(relay, 'ana', { role: null })
    await roll.account(relay, 'new', { role: null, first_seen_at: daysAgo(6) })
    expect(await found('no_role')).toEqual([])
    await roll.account(relay, 'bo', { role: 'agent' })
    expect(await found('no_role')).toEqual(['ana'])
    await roll.set('accounts', bare, { role: 'agent' })
    expect(await found('no_role')).toEqual([])
  })

  it('an account that waits for somebody who does not come', async () => {
    const waiting = await roll.account(relay, 'ana', { status: 'staged', vendor_status: 'invited' })
    await roll.account(relay, 'bo', { status: 'staged', first_seen_at: daysAgo(13) })
    await roll.account(relay, 'cy', { status: 'staged', status_changed_at: daysAgo(2) })
    expect((await only('staged_not_arrived')).sentence).toMatch(/^ana@acme\.test in Relay has been invited since /)
    await roll.set('accounts', waiting, { status: 'active' })
    expect(await found('staged_not_arrived')).toEqual([])
  })

  it('an app that is assigned and has no account, which survives an incomplete read', async () => {
    await roll.identity(okta, 'ana')
    await roll.identity(okta, 'bo')
    await roll.identity(okta, 'gone', left(3))
    await roll.account(relay, 'bo')
    for (const name of ['ana', 'bo', 'gone']) await assign(name, 'Relay')
    await assign('ana', 'Not connected')
    await roll.read(okta, 'assignments', true)
    expect(await found('assigned_not_present')).toEqual([])
    await roll.read(relay, 'accounts', true)
    const finding = await only('assigned_not_present')
    expect(finding).toMatchObject({
      personName: 'ana',
      accountId: null,
      connectionName: 'Relay',
      sentence: expect.stringContaining('Okta gives ana the app Relay') as string,
    })
    await roll.read(relay, 'accounts', false)
    expect(await only('assigned_not_present')).toMatchObject({ id: finding.id, blocked: expect.stringContaining('Relay was incomplete') as string })
    await roll.account(relay, 'ana')
    expect(await found('assigned_not_present')).toEqual([])
  })

  it('an account in an app that the identity source gives to others only', async () => {
    for (const name of ['ana', 'bo']) await roll.identity(okta, name)
    await roll.identity(okta, 'gone', left(3))
    for (const name of ['ana', 'bo', 'gone', 'stranger']) await roll.account(relay, name)
    expect(await found('present_not_assigned')).toEqual([])
    await assign('bo', 'Relay')
    const finding = await only('present_not_assigned')
    expect(finding).toMatchObject({ personName: 'ana', sentence: expect.stringContaining('but Okta does not give them the app') as string })
    await roll.read(okta, 'assignments', false)
    expect((await only('present_not_assigned')).id).toBe(finding.id)
    await assign('ana', 'Relay')
    expect(await found('present_not_assigned')).toEqual([])
  })

  it('an administrator without a second factor, where the vendor tells', async () => {
    const bare = await roll.account(relay, 'ana', { role: 'Workspace Admin', mfa: false })
    await roll.account(relay, 'bo', { role: 'Workspace Admin', mfa: null })
    await roll.account(relay, 'cy', { role: 'agent', mfa: false })
    const google = await roll.connect('Google', 'google-workspace', ['identities'])
    const root = await roll.identity(google, 'dee', { admin: true, mfa: false })
    await roll.identity(google, 'ed', { admin: null, mfa: false })
    expect((await found('admin_without_mfa')).toSorted()).toEqual(['ana', 'dee'])
    await roll.set('accounts', bare, { mfa: true })
    await roll.set('identities', root, { admin: false })
    expect(await found('admin_without_mfa')).toEqual([])
  })

  it('a password past single sign-on, where there is single sign-on to pass', async () => {
    const own = await roll.account(relay, 'ana', { password_sign_in: true })
    await roll.account(relay, 'bo', { password_sign_in: null })
    expect(await found('local_password')).toEqual([])
    await roll.identity(okta, 'ana')
    await assign('ana', 'Relay')
    expect(await found('local_password')).toEqual(['ana'])
    await roll.set('accounts', own, { password_sign_in: false })
    expect(await found('local_password')).toEqual([])
  })

  it('what somebody who left still owns in a CRM, by their account there or their address', async () => {
    const { db } = roll.workspace.ctx
    const crm = await roll.connect('CRM', 'salesforce', ['accounts', 'crm_accounts', 'crm_opportunities'])
    for (const name of ['ana', 'bo']) await roll.identity(okta, name, left(5))
    await roll.identity(okta, 'cy')
    for (const name of ['ana', 'cy']) await roll.account(crm, name, { status: 'inactive' })
    await sql`insert into crm_users (connection_id, external_id, name, read_id, user_name, email, active) values (${crm}, 'owner-bo', 'bo', ${randomUUID()}, 'bo', 'Bo@acme.test', false)`.execute(
      db,
    )
    const own = (owner: string, open: boolean) =>
      sql`insert into crm_opportunities (connection_id, external_id, name, read_id, owner_external_id, open)
      values (${crm}, ${randomUUID()}, 'Deal', ${randomUUID()}, ${owner}, ${open})`.execute(db)
    await own('accounts-ana', true)
    await own('accounts-ana', true)
    await own('accounts-ana', false)
    await own('accounts-cy', true)
    await own('owner-bo', true)
    await sql`insert into crm_accounts (connection_id, external_id, name, read_id, domains, owner_external_id) values (${crm}, 'x', 'Acme', ${randomUUID()}, '{}', 'accounts-ana')`.execute(
      db,
    )
    await roll.compare()
    const sentences = (await roll.findings('ownership_left')).map(({ sentence }) => sentence).toSorted()
    expect(sentences).toEqual([
      'ana left and still owns 2 open opportunities and 1 account in CRM; somebody who is there should own them.',
      'bo left and still owns 1 open opportunity in CRM; somebody who is there should own them.',
    ])
    await sql`update crm_opportunities set open = false`.execute(db)
    await sql`update crm_accounts set owner_external_id = 'accounts-cy'`.execute(db)
    expect(await found('ownership_left')).toEqual([])
  })

  it('a source that was not read to the end, and a connection that does not work', async () => {
    await roll.read(okta, 'assignments', false)
    await roll.set('connections', relay, { state: 'needs_attention', detail: 'The token was refused. Enter a new one.' })
    expect(await only('read_incomplete')).toMatchObject({
      connectionName: 'Okta',
      personName: 'Okta',
      personId: null,
      accountId: null,
      sentence: 'Okta was not read to the end (assignments): The vendor did not answer. Nothing is taken away by it until it is.',
    })
    expect((await only('connection_broken')).sentence).toContain('The token was refused.')
    await roll.read(okta, 'assignments', true)
    await roll.set('connections', relay, { state: 'paused' })
    expect([...(await found('read_incomplete')), ...(await found('connection_broken'))]).toEqual([])
  })

  it('a fact of an app profile that a connection disproves', async () => {
    expect(await found('profile_fact_disproved')).toEqual([])
    const chorus = await roll.connect('Our Chorus', 'scim', ['accounts'], 'https://chorus.ai/scim/v2')
    expect((await only('profile_fact_disproved')).sentence).toMatch(
      /says of Chorus: “No SCIM endpoint is publicly documented\.” This workspace proves otherwise: Our Chorus answers SCIM/,
    )
    await roll.set('connections', chorus, { state: 'needs_attention' })
    expect(await found('profile_fact_disproved')).toEqual([])
  })
})
