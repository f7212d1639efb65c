import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import {
  deleteEngagement,
  type EngagementDetails,
  type Erasure,
  importEngagement,
  listAudit,
  listCrmAccounts,
  listDeliveries,
  listEngagements,
  listErasures,
  listHolds,
  placeHold,
  previewErasure,
  readEngagement,
  readErasure,
  readTranscript,
  releaseHold,
  requestErasure,
  verifyAudit,
  verifyErasure,
} from '@rollcall/contract'
import { runErasure } from '@rollcall/server/modules/erasure/index.ts'
import { enterpriseUser, oktaUser, patchOf, provision, type ScimClient } from '../../../test/scim/scim-client.ts'
import { findText } from '../../../test/support/find-text.ts'
import { connectOrg, type Salesforce, startOrg } from '../../../test/support/salesforce.ts'
import { admin, type Client, eventually, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const ana = { name: 'Ana Ruiz', email: 'ana.ruiz@rollcall.test', title: 'Account Executive' }
const cora = { name: 'Cora Customer', email: 'cora@acme.test', title: 'CFO' }
const transcriptOf = (...turns: [string, string][]) =>
  `WEBVTT\n\n${turns.map(([who, said], n) => `00:00:${String(n * 10).padStart(2, '0')}.000 --> 00:00:${String(n * 10 + 9).padStart(2, '0')}.000\n${who}: ${said}`).join('\n\n')}\n`
const talk = transcriptOf(
  ['Ana Ruiz', 'Hello, this is Ana Ruiz. I will send you the quote by Friday, to ana.ruiz@rollcall.test.'],
  ['Cora Customer', 'Thank you Ana. What about the pricing, Ruiz? I will ask procurement by Monday.'],
)

let calls = 0
const importCall = async (client: Client, transcript: string, details: Partial<EngagementDetails> = {}): Promise<string> => {
  calls += 1
  const body = { fileName: 'call.vtt', transcript, details: { title: `Call ${calls}`, startedAt: '2026-01-20T15:00:00.000Z', ...details } }
  return (await client.call(importEngagement, { body })).id
}
const analysed = (client: Client, id: string) =>
  eventually(
    () => client.call(readEngagement, { params: { id } }),
    ({ state }) => state === 'matched',
  )
const erase = async (client: Client, email: string, more: Partial<{ mode: 'remove' | 'pseudonymise'; leaveHeld: boolean }> = {}): Promise<Erasure> => {
  const { id } = await client.call(requestErasure, { body: { emails: [email], mode: 'remove', confirm: email, ...more } })
  return eventually(
    () => client.call(readErasure, { params: { id } }),
    ({ state }) => state === 'done',
  )
}
const said = async (client: Client, id: string) => (await client.call(readTranscript, { params: { id } })).utterances.map(({ text }) => text)

describe('an erasure', () => {
  let workspace: Workspace
  let ada: Client
  let scim: ScimClient
  let salesforce: Salesforce
  beforeAll(async () => {
    salesforce = await startOrg()
    workspace = await startWorkspace()
    const provisioned = await provision(workspace)
    ada = provisioned.admin
    scim = provisioned.scim
    await connectOrg(ada, salesforce)
  })
  afterAll(async () => {
    await workspace.stop()
    await salesforce.close()
  })

  describe('of somebody who is a user and took part in calls', () => {
    let id: string
    let own: string
    let mention: string
    let done: Erasure
    beforeAll(async () => {
      const resource = oktaUser('ana', {
        userName: ana.email,
        displayName: ana.name,
        name: { givenName: 'Ana', familyName: 'Ruiz' },
        emails: [{ primary: true, value: ana.email, type: 'work' }],
        phoneNumbers: [{ value: '+34600123987', type: 'work' }],
        [enterpriseUser]: { employeeNumber: 'E-4711' },
      })
      id = (await scim.expecting(201, 'POST', '/Users', resource)).body.id
      await scim.expecting(201, 'POST', '/Users', oktaUser('report', { userName: 'report@rollcall.test', emails: [], manager_email: ana.email }))
      own = await importCall(ada, talk, { title: 'Ana Ruiz meets Acme', ownerEmail: ana.email, participants: [ana, cora] })
      mention = await importCall(ada, transcriptOf(['Bo', 'Write to ANA.RUIZ@rollcall.test or ask Ana Ruiz, not diana.ruiz@rollcall.test.']))
      await analysed(ada, own)
      await analysed(ada, mention)
      await eventually(
        () => ada.call(listDeliveries, { params: { id: own } }),
        ({ items }) => items[0]?.state === 'delivered',
      )
    })

    it('is previewed, and refused while they may sign in, without the address typed, and of oneself', async () => {
      const preview = await ada.call(previewErasure, { body: { emails: [ana.email] } })
      expect(preview).toMatchObject({ names: [{ name: 'Ana Ruiz', shared: false }], refusal: expect.stringContaining('Ana Ruiz is an active user'), holds: [] })
      expect(preview.elsewhere).toEqual([{ system: 'Salesforce', what: 'Task of a call', records: 1 }])
      const rows = new Map(preview.tallies.map(tally => [tally.table, tally.rows]))
      expect([rows.get('engagements'), rows.get('engagement_participants'), rows.get('utterances'), rows.get('users')]).toEqual([2, 1, 1, 1])
      const ask = (body: object) => ada.refusal(requestErasure, { body: { emails: [ana.email], mode: 'remove', confirm: ana.email, ...body } })
      expect(await ask({})).toMatchObject({ code: 'conflict' })
      expect(await ask({ confirm: 'Ana' })).toMatchObject({ code: 'bad_request', at: 'confirm' })
      expect(await ask({ emails: ['not an address'] })).toMatchObject({ code: 'bad_request' })
      expect(await ask({ emails: [] })).toMatchObject({ code: 'bad_request' })
      expect(await ask({ mode: 'shred' })).toMatchObject({ code: 'bad_request' })
      expect(await ask({ emails: [admin.email], confirm: admin.email })).toMatchObject({ code: 'own_account' })
      expect(await workspace.guest.refusal(requestErasure, { body: { emails: [ana.email], mode: 'remove', confirm: ana.email } })).toMatchObject({
        code: 'not_signed_in',
      })
      expect((await ada.call(listErasures)).total).toBe(0)
      expect(await said(ada, own)).toHaveLength(2)
    })

    it('leaves their name, address and number nowhere', async () => {
      await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false }))
      done = await erase(ada, ana.email)
      expect(done).toMatchObject({ detail: 'Done. Nothing in Rollcall names them any more.', certificate: { left: [] } })
      expect(await findText(workspace.ctx, [ana.email, 'Ana Ruiz', '+34600123987', 'E-4711', "'ruiz'"], 'diana.ruiz@rollcall.test')).toEqual([])
      const { source } = await workspace.ctx.db.selectFrom('transcripts').select('source').where('engagement_id', '=', own).executeTakeFirstOrThrow()
      expect(gunzipSync(source).toString()).toBe('')
    })

    it('keeps what others said, and when', async () => {
      const pseudonym = `Erased person ${done.id.slice(0, 8)}`
      expect(await said(ada, own)).toEqual(['(erased)', `Thank you ${pseudonym}. What about the pricing, ${pseudonym}? I will ask procurement by Monday.`])
      expect((await said(ada, mention))[0]).toContain('not diana.ruiz@rollcall.test')
      const call = await ada.call(readEngagement, { params: { id: own } })
      expect(call).toMatchObject({ title: `${pseudonym} meets Acme`, ownerEmail: null, match: { accountName: 'Acme Inc.' } })
      expect(call.participants).toMatchObject([
        { name: pseudonym, email: null, title: null, side: 'rep' },
        { ...cora, side: 'customer' },
      ])
      expect(call.speakers.map(({ name, side }) => [name, side])).toEqual([
        [pseudonym, 'rep'],
        ['Cora Customer', 'customer'],
      ])
      const words = (await said(ada, own))[1] ?? ''
      const places = call.moments.map(({ utterance, offset, length, phrase }) => [
        utterance,
        words.slice(offset, offset + length).toLowerCase(),
        phrase?.toLowerCase(),
      ])
      expect(places).toContainEqual([1, 'i will ask procurement by monday.', undefined])
      expect(call.moments.length).toBeGreaterThan(0)
      expect((await ada.call(listEngagements, { query: { q: 'Ruiz' } })).total).toBe(0)
      expect((await ada.call(listEngagements, { query: { q: 'procurement' } })).total).toBe(1)
    })

    it('changes nothing the second time', async () => {
      const again = await erase(ada, ana.email)
      expect(again).toMatchObject({ rows: 0, tallies: [], tasks: [], certificate: { counts: [], left: [] } })
      expect(await said(ada, own)).toHaveLength(2)
    })

    it('deletes the user for provisioning, and the name is free again', async () => {
      expect((await scim.get(`/Users/${id}`)).status).toBe(404)
      expect((await scim.expecting(201, 'POST', '/Users', oktaUser('ana', { userName: ana.email }))).body.id).not.toBe(id)
      await sql`delete from users where user_name = ${ana.email}`.execute(workspace.ctx.db)
    })

    it('leaves a certificate that names nobody, lists what is elsewhere, and is verified by its hash, the audit log and the address', async () => {
      const { certificate } = done
      if (certificate === null) throw new Error('There is no certificate.')
      expect(JSON.stringify(certificate)).not.toMatch(/ruiz/i)
      const task = salesforce.state.org.Task.find(each => String(each.CallObject).startsWith(`rollcall:${own}`))
      expect(certificate.tasks).toMatchObject([{ system: 'Salesforce', record: task?.Id, url: expect.stringContaining(String(task?.Id)) }])
      expect(certificate.counts).toContainEqual({ table: 'users', what: 'Users of Rollcall', rows: 1 })
      const verify = (changed: object, email?: string) =>
        ada.call(verifyErasure, { body: { certificate: { ...certificate, ...changed }, ...(email === undefined ? {} : { email }) } })
      expect(await verify({}, 'Ana.Ruiz@rollcall.test')).toMatchObject({ whole: true, about: true, auditEntry: expect.any(Number) })
      expect(await verify({}, 'bo@rollcall.test')).toMatchObject({ about: false })
      expect(await verify({ mode: 'pseudonymise' })).toMatchObject({ whole: false, auditEntry: null, about: null })
      expect(await ada.refusal(verifyErasure, { body: { certificate: { ...certificate, version: 2 } as never } })).toMatchObject({ code: 'bad_request' })
    })

    it('redacts the audit log, whose chain still holds', async () => {
      const verdict = await ada.call(verifyAudit)
      expect(verdict).toMatchObject({ intact: true, brokenAt: null })
      expect(verdict.redacted).toBeGreaterThan(0)
      const created = await ada.call(listAudit, { query: { action: 'user.created', q: `erased-${done.id.slice(0, 8)}` } })
      expect(created.items[0]).toMatchObject({ subject: id, redactedBy: done.id, salt: null })
      await expect(sql`update audit_entries set detail = '{}', salt = null, redacted_by = null`.execute(workspace.ctx.db)).rejects.toThrow('append-only')
      await expect(sql`update audit_entries set action = 'x', salt = null, redacted_by = ${done.id}::uuid`.execute(workspace.ctx.db)).rejects.toThrow(
        'append-only',
      )
    })
  })

  it('of a customer may leave their words under another name; copies in Salesforce are tasks for a person', async () => {
    const id = await importCall(ada, talk, {
      title: 'Renewal with Cora Customer',
      ownerEmail: 'rita@rollcall.test',
      participants: [{ name: 'Ana Ruiz' }, cora],
    })
    await analysed(ada, id)
    const done = await erase(ada, cora.email, { mode: 'pseudonymise' })
    const pseudonym = `Erased person ${done.id.slice(0, 8)}`
    expect(await said(ada, id)).toEqual([expect.stringContaining('Hello'), 'Thank you Ana. What about the pricing, Ruiz? I will ask procurement by Monday.'])
    const call = await ada.call(readEngagement, { params: { id } })
    expect(call.title).toBe(`Renewal with ${pseudonym}`)
    expect(call.moments.map(({ speaker }) => speaker)).toContain(1)
    expect(await findText(workspace.ctx, [cora.email, 'Cora Customer'])).toEqual([])
    expect(done.tasks).toContainEqual({ system: 'Salesforce', record: '003000000000001AAA', url: null, what: expect.stringContaining('Contact') })
  })

  it('takes one of two people of the same name, and says where it could not tell', async () => {
    const [one, two] = [
      { name: 'Sam Smith', email: 'sam@acme.test' },
      { name: 'Sam Smith', email: 'sam.smith@initech.test' },
    ]
    const withOne = await importCall(ada, transcriptOf(['Sam Smith', 'I am Sam Smith of Acme.'], ['Rita', 'Welcome Sam.']), { participants: [one] })
    const withTwo = await importCall(ada, transcriptOf(['Sam Smith', 'I am Sam Smith of Initech.']), { title: 'Sam Smith, Initech', participants: [two] })
    const withBoth = await importCall(ada, transcriptOf(['Rita', 'Sam Smith, meet Sam Smith.']), { participants: [one, two] })
    const preview = await ada.call(previewErasure, { body: { emails: [one.email] } })
    expect(preview.names).toEqual([{ name: 'Sam Smith', shared: true }])
    const done = await erase(ada, one.email)
    expect(await said(ada, withOne)).toEqual(['(erased)', `Welcome Erased person ${done.id.slice(0, 8)}.`])
    expect(await said(ada, withTwo)).toEqual(['I am Sam Smith of Initech.'])
    expect(await said(ada, withBoth)).toEqual(['Sam Smith, meet Sam Smith.'])
    expect((await ada.call(readEngagement, { params: { id: withTwo } })).participants).toMatchObject([two])
    expect((await ada.call(readEngagement, { params: { id: withBoth } })).participants).toMatchObject([
      { name: `Erased person ${done.id.slice(0, 8)}`, email: null },
      two,
    ])
    expect(await findText(workspace.ctx, [one.email])).toEqual([])
    const left = done.certificate?.left ?? []
    expect(new Set(left.map(({ because }) => because))).toEqual(new Set(['Somebody else has the same name, and it is not known who is meant.']))
    const listed = new Set(left.map(({ table }) => table))
    for (const place of await findText(workspace.ctx, ['Sam Smith'])) expect(listed).toContain(place.split('.')[0])
  })

  it('of an address that nobody has changes nothing, and says so', async () => {
    expect(await ada.call(previewErasure, { body: { emails: ['nobody@acme.test'] } })).toMatchObject({ names: [], tallies: [], elsewhere: [], refusal: null })
    expect(await erase(ada, 'nobody@acme.test')).toMatchObject({ rows: 0 })
  })

  it('respects legal holds on calls, accounts and people, and says which', async () => {
    const pia = { name: 'Pia Park', email: 'pia@acme.test' }
    const held = await importCall(ada, transcriptOf(['Pia Park', 'Held words.']), { title: 'Pia Park, held', participants: [pia] })
    const free = await importCall(ada, transcriptOf(['Pia Park', 'Free words.']), { participants: [pia] })
    const callHold = await ada.call(placeHold, { body: { kind: 'call', subject: held, reason: 'Case 12/26' } })
    expect(await ada.refusal(placeHold, { body: { kind: 'call', subject: held, reason: 'Again' } })).toMatchObject({ code: 'conflict' })
    expect(await ada.refusal(placeHold, { body: { kind: 'call', subject: callHold.id, reason: 'Case' } })).toMatchObject({ code: 'not_found' })
    expect(await ada.refusal(placeHold, { body: { kind: 'person', subject: 'Pia', reason: 'Case' } })).toMatchObject({ code: 'bad_request' })
    expect(await ada.refusal(placeHold, { body: { kind: 'person', subject: pia.email, reason: ' ' } })).toMatchObject({ code: 'bad_request' })
    expect(await ada.refusal(deleteEngagement, { params: { id: held } })).toMatchObject({ code: 'on_hold', message: expect.stringContaining('Case 12/26') })

    const personHold = await ada.call(placeHold, { body: { kind: 'person', subject: 'Pia@acme.test', reason: 'Case 13/26' } })
    const ask = (more: object) => ada.refusal(requestErasure, { body: { emails: [pia.email], mode: 'remove', confirm: pia.email, ...more } })
    expect(await ask({ leaveHeld: true })).toMatchObject({ code: 'on_hold', message: expect.stringContaining('pia@acme.test is on legal hold: Case 13/26.') })
    await ada.call(releaseHold, { params: { id: personHold.id }, body: { reason: 'Settled' } })
    expect(await ada.refusal(releaseHold, { params: { id: personHold.id }, body: { reason: 'Settled' } })).toMatchObject({ code: 'conflict' })
    expect(await ask({})).toMatchObject({ code: 'on_hold', message: expect.stringContaining('Pia Park, held is on legal hold: Case 12/26.') })
    expect(await said(ada, free)).toEqual(['Free words.'])

    const done = await erase(ada, pia.email, { leaveHeld: true })
    expect([await said(ada, held), await said(ada, free)]).toEqual([['Held words.'], ['(erased)']])
    expect(done.certificate?.holds).toEqual([expect.stringContaining('Case 12/26')])
    const listed = new Set(done.certificate?.left.map(({ table }) => table))
    for (const place of await findText(workspace.ctx, [pia.email])) expect(listed).toContain(place.split('.')[0])
    expect(listed).toContain('engagement_participants')
    expect((await ada.call(listHolds)).items.map(({ kind, releasedAt }) => [kind, releasedAt === null])).toEqual([
      ['call', true],
      ['person', false],
    ])

    const account = (await ada.call(listCrmAccounts, { query: { q: 'Initech' } })).items[0]?.id ?? ''
    await ada.call(placeHold, { body: { kind: 'account', subject: account, reason: 'Case 14/26' } })
    const peter = { name: 'Peter Gibbons', email: 'peter@gmail.com' }
    const ofAccount = await importCall(ada, transcriptOf(['Peter Gibbons', 'Words.']), { participants: [peter] })
    await analysed(ada, ofAccount)
    expect(await ada.refusal(deleteEngagement, { params: { id: ofAccount } })).toMatchObject({
      code: 'on_hold',
      message: expect.stringContaining('Initech is on legal hold'),
    })
  })
})

describe('an erasure that is under way', () => {
  let workspace: Workspace
  let ada: Client
  beforeAll(async () => {
    workspace = await startWorkspace({ roles: ['web'] })
    ada = (await provision(workspace)).admin
  })
  afterAll(() => workspace.stop())

  it('stops at a hold that is placed meanwhile and goes on when it is released; another of the same person is refused', async () => {
    const participants = [{ name: 'Lea Lang', email: 'lea@acme.test' }]
    const id = await importCall(ada, transcriptOf(['Lea Lang', 'My words.']), { participants })
    const body = { emails: ['lea@acme.test'], mode: 'remove' as const, confirm: 'lea@acme.test' }
    const erasure = await ada.call(requestErasure, { body })
    expect(await ada.refusal(requestErasure, { body })).toMatchObject({ code: 'conflict' })
    const hold = await ada.call(placeHold, { body: { kind: 'person', subject: 'lea@acme.test', reason: 'Case 15/26' } })
    await runErasure(workspace.ctx, erasure.id)
    expect(await ada.call(readErasure, { params: { id: erasure.id } })).toMatchObject({
      state: 'running',
      rows: 0,
      detail: expect.stringContaining('Case 15/26'),
    })
    expect(await said(ada, id)).toEqual(['My words.'])
    await ada.call(releaseHold, { params: { id: hold.id }, body: { reason: 'Settled' } })
    await runErasure(workspace.ctx, erasure.id)
    await runErasure(workspace.ctx, erasure.id)
    expect(await ada.call(readErasure, { params: { id: erasure.id } })).toMatchObject({ state: 'done', certificate: { counts: expect.any(Array) } })
    expect(await said(ada, id)).toEqual(['(erased)'])
    const { subject } = await workspace.ctx.db.selectFrom('erasures').select('subject').executeTakeFirstOrThrow()
    expect(subject).toBeNull()
  })
})
