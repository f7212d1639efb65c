import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  correctMatch,
  deliverEngagement,
  type EngagementDetails,
  importEngagement,
  listAudit,
  listCrmAccounts,
  listDeliveries,
  listEngagements,
  previewDeliveries,
  readConnection,
  readEngagement,
  updateConnection,
  updateParticipants,
} from '@rollcall/contract'
import { pushTasks, taskSubjectPrefix } from '@rollcall/server/modules/deliveries/settings.ts'
import { writeSetting } from '@rollcall/server/modules/settings/index.ts'
import { connectOrg, credentials, type Salesforce, startOrg } from '../../../test/support/salesforce.ts'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const transcript = `WEBVTT

1
00:00:00.000 --> 00:00:09.000
Rita Rep: Welcome. We talked about the budget and your biggest challenge last week.

2
00:00:10.000 --> 00:00:16.000
Cora Customer: The pricing is too expensive for us. Could you send me a quote by Friday?

3
00:00:17.000 --> 00:00:24.000
Rita Rep: I will send you the quote by Friday.
`
const rita = { name: 'Rita Rep', email: 'rita@rollcall.test', title: 'Account Executive' }
const cora = { name: 'Cora Customer', email: 'cora@acme.test', title: 'CFO' }

describe('deliveries', () => {
  let workspace: Workspace
  let ada: Client
  let salesforce: Salesforce
  let connectionId: string
  // Time runs fast, so that the vendor's rate limit is kept and yet hardly waited for.
  const begin = Date.now()
  const clock = { now: () => new Date(begin + (Date.now() - begin) * 10) }
  beforeAll(async () => {
    salesforce = await startOrg()
    workspace = await startWorkspace({ clock })
    ada = await signInAdmin(workspace)
    connectionId = await connectOrg(ada, salesforce)
  })
  afterAll(async () => {
    await workspace.stop()
    await salesforce.close()
  })

  let calls = 0
  const importCall = async (details: Partial<EngagementDetails> = {}): Promise<string> => {
    calls += 1
    const body = {
      fileName: 'call.vtt',
      transcript,
      details: { title: `Call ${calls}`, ownerEmail: rita.email, startedAt: '2026-11-20T15:00:00.000Z', participants: [rita, cora], ...details },
    }
    return (await ada.call(importEngagement, { body })).id
  }
  const read = (id: string) => ada.call(readEngagement, { params: { id } })
  const deliveryOf = async (id: string) => (await ada.call(listDeliveries, { params: { id } })).items[0]
  const delivery = (id: string, state: string) =>
    eventually(
      () => deliveryOf(id),
      found => found?.state === state,
    )
  const tasksOf = (id: string) => salesforce.state.org.Task.filter(task => String(task.CallObject).startsWith(`rollcall:${id}`))
  const accountNamed = async (name: string) => (await ada.call(listCrmAccounts, { query: { q: name } })).items[0]?.id ?? ''
  const run = async (name: 'analyse-engagement' | 'match-engagement' | 'deliver-engagement', id: string) => workspace.ctx.enqueue(name, { engagementId: id })

  it('writes a call once, as a completed task with the template of the guide, on the deal that closes next', async () => {
    const id = await importCall({ title: 'Wonka and Schrute Farms Connect', url: 'https://zoom.test/rec/1' })
    const done = await delivery(id, 'delivered')
    const [task, ...others] = tasksOf(id)
    expect(others).toEqual([])
    expect(task).toMatchObject({
      Subject: 'Chorus - Wonka and Schrute Farms Connect',
      Status: 'Completed',
      Type: 'Call',
      WhatId: '006000000000002AAA',
      WhoId: '003000000000001AAA',
      OwnerId: '005000000000002AAA',
    })
    expect(String(task?.Description).replaceAll('\r\n', '\n')).toBe(
      [
        'RECORDING:\nhttps://zoom.test/rec/1',
        'ATTENDEES:\nRita Rep, Account Executive\nCora Customer, CFO',
        'KEY TOPICS DISCUSSED:\nBudget, Pain',
        'NEXT STEPS (TRANSCRIPT):\n* Could you send me a quote by Friday?\n* I will send you the quote by Friday.',
      ].join('\n\n'),
    )
    expect(done).toMatchObject({ remoteId: task?.Id, attempts: 1, detail: 'Written to Salesforce as a new task.' })
    expect((await read(id)).match).toMatchObject({
      accountName: 'Acme Inc.',
      opportunityName: 'Acme expansion',
      method: 'domain',
      reason: expect.stringContaining('1 of 1 customer participants uses acme.test, the domain of Acme Inc. Acme Europe fits as well'),
    })
    expect((await ada.call(listEngagements, { query: { delivery: 'delivered' } })).items.map(item => item.id)).toContain(id)
  })

  it('changes nothing when any of its jobs runs again', async () => {
    const id = await importCall()
    await delivery(id, 'delivered')
    const [before, state, requests] = [structuredClone(tasksOf(id)), await read(id), salesforce.requests.length]
    for (const name of ['analyse-engagement', 'match-engagement', 'deliver-engagement'] as const) await run(name, id)
    const later = await importCall()
    await delivery(later, 'delivered')
    expect(tasksOf(id)).toEqual(before)
    expect(await read(id)).toEqual(state)
    expect(salesforce.requests.slice(requests).filter(({ body }) => JSON.stringify(body ?? '').includes(id))).toEqual([])
  })

  it('goes on where a killed process stopped, at any step, and still writes one task', async () => {
    const { db } = workspace.ctx
    const [received, analysed, written] = [await importCall(), await importCall(), await importCall()]
    for (const id of [received, analysed, written]) await delivery(id, 'delivered')
    const tasks = structuredClone([received, analysed, written].map(tasksOf))
    await db.updateTable('engagements').set({ state: 'received' }).where('id', '=', received).execute()
    await db.updateTable('engagements').set({ state: 'analysed' }).where('id', '=', analysed).execute()
    // Killed after Salesforce had the task and before we knew, when the account had just been found: the claim of the dead worker is over.
    const lost = { state: 'held', held_for: 'rule', claimed_until: new Date(begin), task_hash: null, remote_id: null, last_written: null } as const
    await db.updateTable('deliveries').set(lost).where('engagement_id', '=', written).execute()
    await workspace.ctx.enqueue('sweep', {})
    for (const id of [received, analysed])
      await eventually(
        () => read(id),
        ({ state }) => state === 'matched',
      )
    expect(await delivery(written, 'delivered')).toMatchObject({
      remoteId: tasks[2]?.[0]?.Id,
      detail: 'The task is in Salesforce; there was nothing to write.',
    })
    expect([received, analysed, written].map(tasksOf)).toEqual(tasks)
  })

  it('leaves a delivery alone that another worker has in hand', async () => {
    const id = await importCall()
    await delivery(id, 'delivered')
    const claimed_until = new Date(clock.now().getTime() + 3_600_000)
    await workspace.ctx.db.updateTable('deliveries').set({ claimed_until, state: 'waiting' }).where('engagement_id', '=', id).execute()
    const seen = salesforce.requests.length
    await ada.call(deliverEngagement, { params: { id } })
    const other = await importCall({ participants: [] })
    await delivery(other, 'held')
    expect(salesforce.requests).toHaveLength(seen)
    expect((await deliveryOf(id))?.state).toBe('waiting')
  })

  it('previews exactly what is then written, field by field', async () => {
    const id = await importCall({ participants: [] })
    await delivery(id, 'held')
    await ada.call(updateConnection, { params: { id: connectionId }, body: { paused: true } })
    await ada.call(updateParticipants, { params: { id }, body: { participants: [rita, cora] } })
    await eventually(
      () => deliveryOf(id),
      found => found?.detail.includes('not working') === true,
    )
    expect((await ada.call(previewDeliveries, { params: { id } })).items[0]).toMatchObject({ effect: 'nothing', fields: [] })
    expect(tasksOf(id)).toEqual([])
    await ada.call(updateConnection, { params: { id: connectionId }, body: { paused: false } })
    const [preview] = (await ada.call(previewDeliveries, { params: { id } })).items
    expect(preview).toMatchObject({ effect: 'create', object: 'Task', reason: null })
    expect(tasksOf(id)).toEqual([])
    await ada.call(deliverEngagement, { params: { id } })
    await delivery(id, 'delivered')
    const [task] = tasksOf(id)
    for (const { name, value } of preview?.fields ?? []) {
      expect([name, String(task?.[name]).replaceAll('\r\n', '\n')]).toEqual([name, value])
    }
    expect(preview?.fields.length).toBeGreaterThan(8)
    expect((await ada.call(previewDeliveries, { params: { id } })).items[0]).toMatchObject({ effect: 'nothing', fields: [] })
  })

  it('leaves alone what somebody changed in Salesforce, and brings the rest up to date on the same task', async () => {
    const id = await importCall()
    await delivery(id, 'delivered')
    const [task] = tasksOf(id)
    Object.assign(task ?? {}, { Type: 'Meeting', Subject: 'My own words' })
    const before = (await deliveryOf(id))?.deliveredAt
    const corrected = await ada.call(correctMatch, { params: { id }, body: { accountId: await accountNamed('Acme Europe') } })
    expect(corrected.match).toMatchObject({ accountName: 'Acme Europe', opportunityName: null, method: 'manual' })
    await eventually(
      () => deliveryOf(id),
      found => found?.state === 'delivered' && found.deliveredAt !== before,
    )
    expect(tasksOf(id)).toHaveLength(1)
    expect(tasksOf(id)[0]).toMatchObject({ Id: task?.Id, WhatId: '001000000000001AAA', Type: 'Meeting', Subject: 'My own words' })
    expect((await ada.call(listAudit)).items.map(({ action }) => action)).toContain('engagement.match_corrected')
  })

  it('takes the account off the same task when a person says that the call belongs to none', async () => {
    const id = await importCall()
    await delivery(id, 'delivered')
    const [{ Id, Description } = {}] = tasksOf(id)
    await ada.call(correctMatch, { params: { id }, body: { accountId: null } })
    await eventually(
      async () => tasksOf(id),
      ([task]) => task?.WhatId == null,
    )
    expect(tasksOf(id)).toEqual([expect.objectContaining({ Id, Description, Status: 'Completed' })])
    expect(await deliveryOf(id)).toMatchObject({ state: 'delivered' })
  })

  it('keeps a correction when the participants change and the call is matched again', async () => {
    const id = await importCall()
    await delivery(id, 'delivered')
    await ada.call(correctMatch, { params: { id }, body: { accountId: await accountNamed('Initech') } })
    await ada.call(updateParticipants, { params: { id }, body: { participants: [rita, { ...cora, title: 'CEO' }] } })
    const after = await eventually(
      () => read(id),
      ({ state }) => state === 'matched',
    )
    expect(after.match).toMatchObject({ accountName: 'Initech', method: 'manual' })
    await eventually(
      async () => tasksOf(id),
      ([task]) => task?.WhatId === '001000000000003AAA' && String(task.Description).includes('Cora Customer, CEO'),
    )
    expect(tasksOf(id)).toHaveLength(1)
  })

  it('refuses an account and an opportunity that do not belong together, and changes nothing', async () => {
    const id = await importCall()
    await delivery(id, 'delivered')
    const { match } = await read(id)
    const body = { accountId: await accountNamed('Initech'), opportunityId: match?.opportunityId ?? null }
    expect(await ada.refusal(correctMatch, { params: { id }, body })).toMatchObject({ code: 'not_found', at: 'opportunityId' })
    expect((await read(id)).match).toEqual(match)
  })

  it('finds the account by the exact address of a contact where the domain says nothing', async () => {
    const id = await importCall({ participants: [rita, { name: 'Peter', email: 'Peter@Gmail.com' }] })
    await delivery(id, 'delivered')
    expect((await read(id)).match).toMatchObject({
      accountName: 'Initech',
      method: 'email',
      reason: expect.stringContaining('peter@gmail.com is the address of Peter, a contact of Initech.'),
    })
    expect(tasksOf(id)[0]).toMatchObject({ WhatId: '001000000000003AAA', WhoId: '003000000000002AAA' })
  })

  it.each([
    [
      'free-mail addresses',
      [rita, { name: 'Eve', email: 'eve@gmail.com' }],
      'Every participant uses a free-mail or internal address.',
      'It belongs to no account yet.',
    ],
    ['internal participants alone', [rita], 'Every participant uses an internal address.', 'Only internal participants took part'],
    ['nobody named', [], 'Nobody is named as a participant.', 'Nobody is named as a participant.'],
    ['a stranger', [rita, { name: 'Sam', email: 'sam@nowhere.test' }], 'No account has the domain nowhere.test', 'It belongs to no account yet.'],
  ])('is held back with its reason: %s', async (_, participants, why, detail) => {
    const id = await importCall({ participants })
    const held = await delivery(id, 'held')
    expect((await read(id)).match).toMatchObject({ accountId: null, method: 'none', reason: expect.stringContaining(why) })
    expect(held?.detail).toContain(detail)
    expect((await ada.call(previewDeliveries, { params: { id } })).items[0]).toMatchObject({ effect: 'nothing', reason: held?.detail })
    expect(tasksOf(id)).toEqual([])
    expect((await read(id)).delivery).toBe('none')
  })

  it('writes hostile names as they are', async () => {
    const name = `Robert'); DROP TABLE engagements;-- <b>&\u202e\\`
    const id = await importCall({ title: name, participants: [rita, { name, email: 'bob@obrien.test', title: 'a\nRECORDING:\nhttps://evil.test' }] })
    await delivery(id, 'delivered')
    expect((await read(id)).participants[1]).toMatchObject({ name, side: 'customer' })
    expect(tasksOf(id)[0]?.Subject).toBe(`Chorus - ${name}`)
    expect(String(tasksOf(id)[0]?.Description)).toContain(`${name}, a RECORDING: https://evil.test\r\n`)
    expect((await read(id)).match?.accountName).toBe(`O'Brien "<script>" \\ 株式会社`)
  })

  it('is turned off, and called otherwise, by a setting', async () => {
    const { ctx } = workspace
    await writeSetting(ctx, taskSubjectPrefix, 'Rollcall')
    const renamed = await importCall({ title: 'Renamed' })
    await delivery(renamed, 'delivered')
    expect(tasksOf(renamed)[0]?.Subject).toBe('Rollcall - Renamed')
    await writeSetting(ctx, taskSubjectPrefix, taskSubjectPrefix.initial)
    await writeSetting(ctx, pushTasks, false)
    const unpushed = await importCall()
    expect(await delivery(unpushed, 'held')).toMatchObject({ detail: 'Calls are not pushed as tasks; an admin turned it off.' })
    await writeSetting(ctx, pushTasks, true)
    await ada.call(deliverEngagement, { params: { id: unpushed } })
    await delivery(unpushed, 'delivered')
  })

  describe('when Salesforce', () => {
    it('fails after having done it, still ends in one task', async () => {
      salesforce.misbehave({ act: 'half_a_body', method: 'POST', path: 'Task' })
      // The look that finds out fails as well.
      salesforce.misbehave({ act: 'html', path: 'queryAll', after: 1 })
      const id = await importCall()
      await eventually(
        () => deliveryOf(id),
        found => found?.nextAttemptAt != null,
      )
      expect(tasksOf(id)).toHaveLength(1)
      await ada.call(deliverEngagement, { params: { id } })
      expect(await delivery(id, 'delivered')).toMatchObject({ remoteId: tasksOf(id)[0]?.Id })
      await ada.call(correctMatch, { params: { id }, body: { accountId: await accountNamed('Acme Europe') } })
      await eventually(
        async () => tasksOf(id),
        ([task]) => task?.WhatId === '001000000000001AAA',
      )
      expect(tasksOf(id)).toHaveLength(1)
    })

    it('is out of order, waits with a sentence, and delivers when asked again', async () => {
      salesforce.misbehave({ act: 'html', path: 'describe' })
      const id = await importCall()
      const waiting = await eventually(
        () => deliveryOf(id),
        found => found?.nextAttemptAt != null,
      )
      expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, detail: expect.stringContaining('It is tried again by itself.') })
      expect((await read(id)).delivery).toBe('waiting')
      await ada.call(deliverEngagement, { params: { id } })
      await delivery(id, 'delivered')
      expect(tasksOf(id)).toHaveLength(1)
    })

    it('refuses the record, gives up with its words until somebody asks again', async () => {
      salesforce.misbehave({ act: 'not_found', method: 'POST', path: 'Task' })
      const id = await importCall()
      const failed = await delivery(id, 'failed')
      expect(failed).toMatchObject({ attempts: 1, nextAttemptAt: null, detail: expect.stringContaining('When that is settled, deliver it again.') })
      expect((await read(id)).delivery).toBe('failed')
      await ada.call(deliverEngagement, { params: { id } })
      await delivery(id, 'delivered')
      expect(tasksOf(id)).toHaveLength(1)
    })

    it('refuses the credential, holds the call, and delivers it by itself after new credentials', async () => {
      salesforce.misbehave({ act: 'unauthorized', path: '/services/data', times: 2 })
      const id = await importCall()
      const held = await delivery(id, 'held')
      expect(held?.detail).toContain('It is delivered by itself once the connection works again.')
      expect((await ada.call(readConnection, { params: { id: connectionId } })).state).toBe('needs_attention')
      const seen = salesforce.requests.length
      await workspace.ctx.enqueue('deliver-engagement', { engagementId: id })
      const other = await importCall()
      await delivery(other, 'held')
      expect(salesforce.requests).toHaveLength(seen)
      await ada.call(updateConnection, { params: { id: connectionId }, body: { credentials } })
      await workspace.ctx.enqueue('sweep', {})
      await delivery(id, 'delivered')
      await delivery(other, 'delivered')
      expect(tasksOf(id)).toHaveLength(1)
    })
  })
})
