import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  deliverEngagement,
  type EngagementDetails,
  giveBack,
  handOver,
  importEngagement,
  type Leaver,
  listAudit,
  listDeliveries,
  listEngagements,
  listLeavers,
  listReceivers,
  readEngagement,
  readLeaver,
  updateParticipants,
  writeHandOverRule,
} from '@rollcall/contract'
import { oktaUser, patchOf, provision, type ScimClient } from '../../../test/scim/scim-client.ts'
import { connectOrg, org, type Salesforce, startOrg } from '../../../test/support/salesforce.ts'
import { type Client, eventually, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const transcript =
  'WEBVTT\n\n00:00:00.000 --> 00:00:09.000\nRita Rep: Welcome.\n\n00:00:10.000 --> 00:00:16.000\nCora Customer: I will send you the quote by Friday.\n'
const cora = { name: 'Cora Customer', email: 'cora@acme.test' }
/** Not at the customer's domain, or nobody would be from outside. */
const at = (address: string) => ({ userName: address, emails: [{ primary: true, value: address, type: 'work' }] })
const active = (value: boolean) => patchOf({ op: 'replace', path: 'active', value })

describe('leaving', () => {
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

  const make = async (name: string, extra: Record<string, unknown> = {}): Promise<string> =>
    (await scim.expecting(201, 'POST', '/Users', oktaUser(name, { ...at(`${name}@rollcall.test`), ...extra }))).body.id
  const set = (id: string, value: boolean) => scim.expecting(204, 'PATCH', `/Users/${id}`, active(value))
  let calls = 0
  const importFor = async (ownerEmail: string, details: Partial<EngagementDetails> = {}) => {
    calls += 1
    const body = { fileName: 'call.vtt', transcript, details: { title: `Call ${calls}`, ownerEmail, startedAt: '2026-01-20T15:00:00.000Z', ...details } }
    return ada.call(importEngagement, { body })
  }
  const ownerOf = async (id: string) => {
    const { ownerEmail, firstOwnerEmail } = await ada.call(readEngagement, { params: { id } })
    return [ownerEmail, firstOwnerEmail]
  }
  /** The latest departure of somebody, once the rule was applied to it. */
  const settled = async (name: string): Promise<Leaver> => {
    const { items } = await eventually(
      () => ada.call(listLeavers, { query: { q: `${name}@` } }),
      page => page.items[0]?.settledAs != null || page.items[0]?.returnedAt != null,
    )
    return ada.call(readLeaver, { params: { id: items[0]?.id ?? '' } })
  }

  it('is told as one story: the door, who did it, what ended; and nothing moves by itself until there is a rule', async () => {
    const id = await make('first')
    const call = await importFor('First@rollcall.test')
    await set(id, false)
    const story = await settled('first')
    expect(story).toMatchObject({
      userId: id,
      door: 'scim',
      actor: 'token(idp)',
      returnedAt: null,
      ended: [],
      handOvers: [],
      open: { calls: 1, tokens: [], reports: 0, approvals: 0 },
    })
    expect(story.settledAs).toContain('stay under their name')
    expect(await ownerOf(call.id)).toEqual(['First@rollcall.test', null])
    await scim.expecting(204, 'DELETE', `/Users/${id}`)
    expect(await ada.call(readLeaver, { params: { id: story.id } })).toMatchObject({ deletedAt: expect.any(String), leftAt: story.leftAt })
    expect((await ada.call(listLeavers, { query: { q: 'first@' } })).total).toBe(1)
  })

  it('hands calls to the manager by rule, with one event for all of them, and gives them back on return', async () => {
    await ada.call(writeHandOverRule, { body: { to: 'manager' } })
    const boss = await make('boss')
    const id = await make('rep', { manager_email: 'boss@rollcall.test' })
    const mine = await Promise.all([importFor('rep@rollcall.test'), importFor('rep@rollcall.test'), importFor('rep@rollcall.test')])
    const other = await importFor('someone.else@rollcall.test')
    await set(id, false)
    const story = await settled('rep')
    expect(story.handOvers).toMatchObject([{ toName: 'boss Acme', decidedBy: 'rule', calls: 3, givenBackAt: null }])
    for (const call of mine) expect(await ownerOf(call.id)).toEqual(['boss@rollcall.test', 'rep@rollcall.test'])
    expect(await ownerOf(other.id)).toEqual(['someone.else@rollcall.test', null])
    expect((await ada.call(listEngagements, { query: { owner: 'boss@rollcall.test' } })).total).toBe(3)
    const audit = await ada.call(listAudit, { query: { action: 'user.handed_over' } })
    expect(audit.items).toMatchObject([{ subject: id, detail: { to: boss, calls: 3, decidedBy: 'rule' } }])

    await set(id, true)
    const back = await ada.call(readLeaver, { params: { id: story.id } })
    expect(back.returnedAt).not.toBeNull()
    const [batch] = back.handOvers
    expect(await ada.call(giveBack, { params: { id: batch?.id ?? '' } })).toMatchObject({ handOvers: [{ givenBack: 3 }] })
    for (const call of mine) expect(await ownerOf(call.id)).toEqual(['rep@rollcall.test', null])
    expect(await ada.refusal(giveBack, { params: { id: batch?.id ?? '' } })).toMatchObject({ code: 'conflict' })
    await ada.call(writeHandOverRule, { body: { to: 'nobody' } })
  })

  it('gives back along a chain of hand-overs, and leaves what has moved on', async () => {
    const [a, b, c] = [await make('anna'), await make('bert'), await make('carl')]
    const call = await importFor('anna@rollcall.test')
    await set(a, false)
    const first = await ada.call(handOver, { params: { id: (await settled('anna')).id }, body: { to: 'person', userId: b } })
    await set(b, false)
    const second = await ada.call(handOver, { params: { id: (await settled('bert')).id }, body: { to: 'person', userId: c } })
    expect(await ownerOf(call.id)).toEqual(['carl@rollcall.test', 'anna@rollcall.test'])
    expect((await ada.call(giveBack, { params: { id: first.handOvers[0]?.id ?? '' } })).handOvers).toMatchObject([{ calls: 1, givenBack: 0 }])
    await ada.call(giveBack, { params: { id: second.handOvers[0]?.id ?? '' } })
    expect(await ownerOf(call.id)).toEqual(['bert@rollcall.test', 'anna@rollcall.test'])
  })

  it('takes in a late transcript of a call from before they left, where the others went; a later one belongs to nobody', async () => {
    const heir = await make('heir')
    const id = await make('late')
    await importFor('late@rollcall.test')
    await set(id, false)
    await ada.call(handOver, { params: { id: (await settled('late')).id }, body: { to: 'person', userId: heir } })
    const before = await importFor('late@rollcall.test', { startedAt: '2026-01-21T15:00:00.000Z' })
    expect(before.note).toBeUndefined()
    expect(await ownerOf(before.id)).toEqual(['heir@rollcall.test', 'late@rollcall.test'])
    const after = await importFor('late@rollcall.test', { startedAt: new Date(Date.now() + 60_000).toISOString() })
    expect(after.note).toBe('late Acme had left when the call began. It was taken in and belongs to nobody.')
    expect(await ownerOf(after.id)).toEqual([null, null])
    const unknown = await importFor('late@rollcall.test', { startedAt: undefined })
    expect(unknown.note).toContain('it is not said when the call began')
    expect(await ownerOf(unknown.id)).toEqual([null, null])
  })

  it('lets a listener own no new recording (CG-293, CG-311), nor be handed one', async () => {
    const ear = await make('ear', { chorus_license_type: 'listener' })
    const { id, note } = await importFor('ear@rollcall.test')
    expect(note).toContain('listener licence')
    expect(await ownerOf(id)).toEqual([null, null])
    const gone = await make('gone')
    await importFor('gone@rollcall.test')
    await set(gone, false)
    const story = await settled('gone')
    const to = (userId: string) => ada.refusal(handOver, { params: { id: story.id }, body: { to: 'person', userId } })
    expect(await to(ear)).toMatchObject({ code: 'conflict', message: expect.stringContaining('listener licence') })
    expect(await to(gone)).toMatchObject({ code: 'conflict', message: expect.stringContaining('not active') })
    expect(await to(story.id)).toMatchObject({ code: 'not_found' })
    expect(await ada.refusal(handOver, { params: { id: story.id }, body: { to: 'manager' } })).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('No manager'),
    })
    expect(await ada.refusal(handOver, { params: { id: gone }, body: { to: 'manager' } })).toMatchObject({ code: 'not_found' })
    expect(await ada.refusal(writeHandOverRule, { body: { to: 'person', userId: ear } })).toMatchObject({ code: 'conflict' })
    expect((await ada.call(listReceivers, { query: { q: 'ear' } })).items.map(({ id: each }) => each)).not.toContain(ear)
    expect(await workspace.guest.refusal(readLeaver, { params: { id: story.id } })).toMatchObject({ code: 'not_signed_in' })
    expect(await ada.call(readLeaver, { params: { id: story.id } })).toMatchObject({ handOvers: [], open: { calls: 1 } })
  })

  it('leaves calls of an address that somebody else has as well', async () => {
    const shared = [{ primary: true, value: 'desk@rollcall.test', type: 'work' }]
    const one = await make('desk1', { emails: shared })
    await make('desk2', { emails: shared })
    await importFor('desk@rollcall.test')
    await set(one, false)
    const { items } = await eventually(
      () => ada.call(listLeavers, { query: { q: 'desk@' } }),
      page => page.items[0]?.settledAs != null,
    )
    expect(items[0]?.settledAs).toBe('Owned no calls.')
  })

  it('leaves the owner of a task that is in Salesforce as it is, and gives a task that is written later to the new owner', async () => {
    const owner = await make('rita')
    const heir = await make('rollcall')
    const participants = [{ name: 'Rita Rep', email: 'rita@rollcall.test' }, cora]
    const written = await importFor('rita@rollcall.test', { participants })
    const waiting = await importFor('rita@rollcall.test')
    const delivered = (id: string) =>
      eventually(
        () => ada.call(listDeliveries, { params: { id } }),
        ({ items }) => items[0]?.state === 'delivered',
      )
    const taskOf = (id: string) => salesforce.state.org.Task.find(task => String(task.CallObject).startsWith(`rollcall:${id}`))
    await delivered(written.id)
    expect(taskOf(written.id)).toMatchObject({ OwnerId: org.users[1]?.id })

    await set(owner, false)
    await ada.call(handOver, { params: { id: (await settled('rita')).id }, body: { to: 'person', userId: heir } })
    expect(await ownerOf(written.id)).toEqual(['rollcall@rollcall.test', 'rita@rollcall.test'])
    await ada.call(deliverEngagement, { params: { id: written.id } })
    await ada.call(updateParticipants, { params: { id: waiting.id }, body: { participants } })
    await delivered(waiting.id)
    await delivered(written.id)
    expect(taskOf(written.id)).toMatchObject({ OwnerId: org.users[1]?.id })
    expect(taskOf(waiting.id)).toMatchObject({ OwnerId: org.users[0]?.id })
  })
})
