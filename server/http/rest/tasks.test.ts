import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  approvePlan,
  assignTask,
  attestStep,
  attachTaskFile,
  attestTask,
  commentTask,
  createUser,
  draftVendorRequest,
  failTask,
  finishTask,
  listAudit,
  listEvidence,
  listEvents,
  listFindings,
  listTasks,
  readPlan,
  readTask,
  readTaskDefaults,
  retryStep,
  saveTaskDefaults,
  TaskFile,
  tickTask,
  trackVendorRequest,
  readMe,
} from '@rollcall/contract'
import { type Client, eventually } from '../../../test/support/workspace.ts'
import { draftSteps } from '../../modules/lifecycle/index.ts'
import { erasableTasks, openTasks, remindOfTasks } from '../../modules/tasks/index.ts'
import { publishEvents } from '../../modules/webhooks/index.ts'
import { type ByHand, startByHand } from '../../modules/tasks/testing/by-hand.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const leavers = ['ana', 'bo', 'cy', 'di', 'ed', 'fay', 'gil']

describe('what has to be done by hand', () => {
  let company: ByHand
  let ada: Client
  beforeAll(async () => {
    company = await startByHand(leavers)
    ;({ ada } = company)
  })
  afterAll(() => company.stop())

  const upload = (id: string, name: string, bytes: Buffer, client = ada) => {
    const form = new FormData()
    form.set('file', new File([new Uint8Array(bytes)], name))
    return fetch(`${company.workspace.url}/api/v1${attachTaskFile.path.replace(':id', id)}`, { method: 'POST', headers: client.headers, body: form })
  }
  const idOf = async (q: string) => (await ada.call(listTasks, { query: { q } })).items[0]?.id ?? ''
  const task = (id: string) => ada.call(readTask, { params: { id } })
  const plan = (id: string) => ada.call(readPlan, { params: { id } })
  const refusedUpload = async (id: string, name: string, bytes: Buffer) => {
    const reply = await upload(id, name, bytes)
    const { error } = (await reply.json()) as { error: { code: string; message: string } }
    return [reply.status, error.code]
  }

  it('becomes a task of whoever approved it, with a checklist and a due date', async () => {
    const { plan: drafted, task: summary } = await company.begin('ana')
    const me = await ada.call(readMe)
    expect(summary).toMatchObject({
      planId: drafted.id,
      id: drafted.steps[0]?.id,
      title: 'Deactivate: ana@acme.test in PagerDuty',
      accountName: 'ana@acme.test',
      owner: { id: me.user.id },
      state: 'open',
      overdue: false,
      tickedCount: 0,
      itemCount: 4,
    })
    expect(Date.parse(summary.dueAt) - Date.parse(summary.openedAt)).toBe(3 * 24 * 3_600_000)
    const full = await task(summary.id)
    expect(full.checklist.map(({ text }) => text)).toContain('Change it: it is active, and has to be inactive.')
    expect(full).toMatchObject({ endsBy: 'read', done: null, profileId: null, step: { route: 'manual' } })
    expect((await ada.call(listTasks, { query: { owner: 'me' } })).items.map(({ id }) => id)).toContain(summary.id)
    expect((await ada.call(listTasks, { query: { owner: 'nobody' } })).total).toBe(0)
    // Opening twice makes one.
    await openTasks(company.workspace.ctx)
    expect((await ada.call(listTasks, { query: { planId: drafted.id, state: 'all' } })).total).toBe(1)
  })

  it('is closed by the read that shows the change, and not by a click', async () => {
    const {
      plan: drafted,
      task: { id },
    } = await company.begin('bo')
    await ada.call(tickTask, { params: { id, item: '0' }, body: { ticked: true } })
    const claimed = await ada.call(finishTask, { params: { id }, body: { done: true } })
    expect(claimed).toMatchObject({ state: 'waits_for_proof', done: { by: 'Ada Admin' }, tickedCount: 1 })
    expect(await plan(drafted.id)).toMatchObject({ state: 'applying', steps: [{ state: 'waiting_for_person' }] })
    // A read that shows otherwise proves nothing.
    await company.readPager()
    expect(await task(id)).toMatchObject({ state: 'waits_for_proof' })

    await company.removeAndRead('bo')
    expect(await task(id)).toMatchObject({ state: 'proven', detail: 'Verified by a later read: PagerDuty shows bo@acme.test as deleted.' })
    expect(await plan(drafted.id)).toMatchObject({ state: 'done', verifiedCount: 1 })
    expect(await ada.refusal(finishTask, { params: { id }, body: { done: false } })).toMatchObject({ code: 'conflict' })
    expect(await ada.refusal(tickTask, { params: { id, item: '1' }, body: { ticked: true } })).toMatchObject({ code: 'conflict' })
  })

  it('is proven also where nobody said that it is done', async () => {
    const {
      task: { id },
    } = await company.begin('cy')
    await company.removeAndRead('cy')
    expect(await task(id)).toMatchObject({ state: 'proven', done: null })
  })

  it('fails with the reason of whoever cannot do it, and is opened anew when it is tried again', async () => {
    const {
      plan: drafted,
      task: { id },
    } = await company.begin('di')
    await ada.call(commentTask, { params: { id }, body: { text: 'The admin console asks for a code.' } })
    const failed = await ada.call(failTask, { params: { id }, body: { reason: 'Nobody here is an administrator.' } })
    expect(failed).toMatchObject({ state: 'failed', detail: 'Ada Admin says that it cannot be done: Nobody here is an administrator.' })
    expect(await plan(drafted.id)).toMatchObject({ state: 'stopped', failedCount: 1 })
    expect((await ada.call(listFindings, { query: { q: 'di Test', state: 'open' } })).total).toBe(1)
    expect(await ada.refusal(failTask, { params: { id }, body: { reason: 'Again, please.' } })).toMatchObject({ code: 'conflict' })

    await ada.call(retryStep, { params: { id: drafted.id, stepId: id } })
    const again = await eventually(
      () => task(id),
      ({ state, detail }) => state === 'open' && detail.startsWith('Somebody has to'),
    )
    expect(again).toMatchObject({ done: null, comments: [{ author: 'Ada Admin', text: 'The admin console asks for a code.' }] })
    expect((await ada.call(listTasks, { query: { planId: drafted.id } })).total).toBe(1)
  })

  it('keeps evidence with its hash, and gives it back as a download only', async () => {
    const {
      plan: drafted,
      task: { id },
    } = await company.begin('ed')
    const kept = TaskFile.parse(await (await upload(id, 'Bildschirm ü.png', png)).json())
    expect(kept).toMatchObject({ type: 'image/png', size: png.length, sha256: createHash('sha256').update(png).digest('hex'), by: 'Ada Admin' })
    // The same file again is the one that is there.
    expect(TaskFile.parse(await (await upload(id, 'other.png', png)).json()).id).toBe(kept.id)
    const { items } = await ada.call(listEvidence, { params: { id: drafted.id, stepId: id } })
    expect(items.map(({ kind, content }) => [kind, content.includes(kept.sha256)])).toEqual([['file', true]])

    const address = `${company.workspace.url}/api/v1/tasks/${id}/files/${kept.id}`
    const reply = await fetch(address, { headers: ada.headers })
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(png)
    expect(reply.headers.get('content-type')).toBe('application/octet-stream')
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''Bildschirm%20%C3%BC\.png$/)
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(reply.headers.get('content-security-policy')).toContain('sandbox')
    expect((await fetch(address)).status).toBe(401)
    expect((await fetch(address.replace(id, drafted.id), { headers: ada.headers })).status).toBe(404)
  })

  it('refuses files that are not what they say, and keeps none of them', async () => {
    const id = await idOf('di@acme')
    expect(await refusedUpload(id, 'page.html', Buffer.from('<script>alert(1)</script>'))).toEqual([415, 'unsupported_format'])
    expect(await refusedUpload(id, 'page.png', Buffer.from('<script>alert(1)</script>'))).toEqual([415, 'unsupported_format'])
    expect(await refusedUpload(id, 'shot.pdf', png)).toEqual([415, 'unsupported_format'])
    expect(await refusedUpload(id, 'program.txt', Buffer.from([0x4d, 0x5a, 0, 1, 2]))).toEqual([415, 'unsupported_format'])
    expect(await refusedUpload(id, 'mail.eml', Buffer.from('Not a header\r\n'))).toEqual([415, 'unsupported_format'])
    expect(await refusedUpload(id, 'empty.txt', Buffer.alloc(0))).toEqual([422, 'file_empty'])
    expect(await refusedUpload(id, 'large.txt', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'))).toEqual([413, 'too_large'])
    expect(await ada.refusal(attachTaskFile, { params: { id }, body: { fileName: 'a.txt' } })).toMatchObject({ code: 'bad_request' })
    expect((await task(id)).files).toEqual([])
    for (const [name, text] of [
      ['list.csv', 'user,state\r\nana,gone\r\n'],
      ['mail.eml', 'From: support@pagerduty.test\r\n\r\nDone.'],
      ['note.txt', 'Grüße'],
    ] as const)
      expect((await upload(id, name, Buffer.from(text))).status).toBe(200)
    expect((await task(id)).files.map(({ type }) => type)).toEqual(['text/csv', 'message/rfc822', 'text/plain'])
  })

  it('has an e-mail to the vendor written, which a person sends', async () => {
    const {
      task: { id },
    } = await company.begin('fay')
    expect(await ada.refusal(trackVendorRequest, { params: { id }, body: { to: 'help@pagerduty.test' } })).toMatchObject({ code: 'not_found' })
    const drafted = await ada.call(draftVendorRequest, { params: { id } })
    expect(drafted.vendorRequest?.text).toContain('Account: fay@acme.test')
    await ada.call(trackVendorRequest, { params: { id }, body: { to: 'help@pagerduty.test', text: 'Please remove fay.' } })
    // Drafting again loses no word of it.
    expect((await ada.call(draftVendorRequest, { params: { id } })).vendorRequest).toMatchObject({ to: 'help@pagerduty.test', text: 'Please remove fay.' })
    const sent = await ada.call(trackVendorRequest, { params: { id }, body: { sentAt: '2026-03-10T09:00:00.000Z' } })
    expect(sent.vendorRequest).toMatchObject({ followUpAt: '2026-03-13T09:00:00.000Z', answeredAt: null })
    expect(await ada.refusal(trackVendorRequest, { params: { id }, body: { text: 'Something else.' } })).toMatchObject({ code: 'conflict' })
    expect(await ada.refusal(trackVendorRequest, { params: { id }, body: { answeredAt: '2026-03-09T09:00:00.000Z' } })).toMatchObject({ code: 'conflict' })
    const answered = await ada.call(trackVendorRequest, { params: { id }, body: { answeredAt: '2026-03-11T09:00:00.000Z' } })
    expect(answered).toMatchObject({ state: 'open', vendorRequest: { followUpAt: null } })
  })

  it('reminds once a day from the day before it is due, until somebody says that it is done', async () => {
    const {
      task: { id },
    } = await company.begin('gil')
    const told = async () => {
      await remindOfTasks(company.workspace.ctx)
      await publishEvents(company.workspace.ctx)
      const { items } = await ada.call(listEvents, { query: { limit: 200 } })
      return items.filter(event => event.type === 'task.due' && event.data.subject.id === id).length
    }
    expect(await told()).toBe(0)
    company.later(49)
    expect([await told(), await told()]).toEqual([1, 1])
    company.later(25)
    expect(await told()).toBe(2)
    expect(await task(id)).toMatchObject({ overdue: true })
    await ada.call(finishTask, { params: { id }, body: { done: true } })
    company.later(25)
    expect(await told()).toBe(2)
    expect(await task(id)).toMatchObject({ overdue: false })
  })

  it('is given to somebody who can see it', async () => {
    const id = await idOf('ana@acme')
    const make = (name: string, active: boolean) => ada.call(createUser, { body: { userName: `${name}@rollcall.test`, name, active, role: 'Rep (SDR)' } })
    const [ivy, gone] = [await make('ivy', true), await make('gone', false)]
    const due = new Date(company.workspace.ctx.clock.now().getTime() + 3_600_000).toISOString()
    expect(await ada.call(assignTask, { params: { id }, body: { ownerId: ivy.id, dueAt: due } })).toMatchObject({
      owner: { id: ivy.id, name: 'ivy' },
      dueAt: due,
    })
    expect(await ada.refusal(assignTask, { params: { id }, body: { ownerId: gone.id } })).toMatchObject({ code: 'conflict' })
    expect(await ada.refusal(assignTask, { params: { id }, body: { ownerId: id } })).toMatchObject({ code: 'not_found' })
    expect(await ada.refusal(tickTask, { params: { id, item: '99' }, body: { ticked: true } })).toMatchObject({ code: 'not_found' })
    expect(await task(id)).toMatchObject({ owner: { id: ivy.id }, tickedCount: 0 })
  })

  it('goes to whom the app says, for as long as it says', async () => {
    const before = await ada.call(readTaskDefaults)
    const pager = before.apps.find(app => app.connectionName === 'PagerDuty')
    const connectionId = pager?.connectionId ?? ''
    const me = await ada.call(readMe)
    const saved = await ada.call(saveTaskDefaults, { body: { dueDays: 5, apps: [{ connectionId, ownerId: me.user.id, dueDays: 10 }] } })
    expect(saved).toMatchObject({ dueDays: 5 })
    expect(saved.apps.find(app => app.connectionId === connectionId)).toMatchObject({ owner: { id: me.user.id }, dueDays: 10 })
    expect(await ada.refusal(saveTaskDefaults, { body: { dueDays: 5, apps: [{ connectionId: me.user.id, ownerId: null, dueDays: 1 }] } })).toMatchObject({
      code: 'not_found',
    })
    expect(await ada.refusal(saveTaskDefaults, { body: { dueDays: 0, apps: [] } })).toMatchObject({ code: 'bad_request' })
    expect(await ada.call(readTaskDefaults)).toEqual(saved)
  })

  it('needs nobody who vouches for what a read can show', async () => {
    const id = await idOf('ana@acme')
    expect(await ada.refusal(attestTask, { params: { id }, body: { statement: 'I saw it.' } })).toMatchObject({
      code: 'conflict',
      message: 'Nobody has to vouch for this: the next complete read of PagerDuty shows whether it was done.',
    })
    expect(await task(id)).toMatchObject({ state: 'open' })
  })

  it('ends, where no read can ever show it, by a second person with evidence, and is never verified', async () => {
    const { ctx } = company.workspace
    const [finding] = await company.findings()
    const drafted = await draftSteps(ctx, { steps: [{ action: 'request_erasure', accountId: finding?.accountId ?? '', reason: 'They asked for it.' }] })
    const [{ id } = { id: '' }] = drafted.steps
    await ada.call(approvePlan, { params: { id: drafted.id }, body: { hash: drafted.hash } })
    await eventually(
      () => ada.call(listTasks, { query: { planId: drafted.id } }),
      ({ total }) => total === 1,
    )
    expect(await task(id)).toMatchObject({ endsBy: 'attestation', state: 'open' })
    const grace = await company.colleague()
    const vouch = (client: Client) => client.refusal(attestTask, { params: { id }, body: { statement: 'I read their answer.' } })
    expect(await vouch(grace)).toMatchObject({ code: 'conflict', message: 'Nobody has said that it is done yet. Whoever does it says so first.' })
    await ada.call(finishTask, { params: { id }, body: { done: true } })
    expect(await vouch(ada)).toMatchObject({ code: 'second_person_needed' })
    expect(await vouch(grace)).toMatchObject({ code: 'conflict', message: 'There is no evidence to vouch for. Upload the answer or a screenshot first.' })
    // Not by the shorter way, either.
    expect(await grace.refusal(attestStep, { params: { id: drafted.id, stepId: id }, body: { statement: 'It is done.' } })).toMatchObject({
      code: 'second_person_needed',
    })
    await upload(id, 'answer.eml', Buffer.from('From: privacy@pagerduty.test\r\n\r\nErased.'))
    // A read, however complete, ends nothing here.
    await company.readPager()
    expect(await task(id)).toMatchObject({ state: 'waits_for_proof' })
    const attested = await grace.call(attestTask, { params: { id }, body: { statement: 'I read their answer.' } })
    expect(attested).toMatchObject({
      state: 'attested',
      detail: 'Not verified, as no read can show it: Ada Admin says that it is done, and Grace vouches for it.',
    })
    const ended = await plan(drafted.id)
    expect(ended).toMatchObject({ verifiedCount: 0, steps: [{ state: 'applied_unverified' }] })
    const { items } = await ada.call(listEvidence, { params: { id: drafted.id, stepId: id } })
    expect(items.filter(({ kind }) => kind === 'statement').map(({ content }) => JSON.parse(content))).toMatchObject([
      { by: 'Grace', doneBy: 'Ada Admin', statement: 'I read their answer.', files: [{ name: 'answer.eml' }] },
    ])
    expect(await vouch(grace)).toMatchObject({ code: 'conflict' })
    await company.readPager()
    expect(await task(id)).toMatchObject({ state: 'attested' })
  })

  it('leaves a trace of every decision', async () => {
    const actions = new Set((await ada.call(listAudit, { query: { q: 'task.', limit: 200 } })).items.map(({ action }) => action))
    for (const action of ['task.assigned', 'task.commented', 'task.done_claimed', 'task.failed', 'task.file_attached', 'task.vendor_request_drafted'])
      expect(actions).toContain(action)
  })

  it('keeps nothing of a person who is erased but the hashes', async () => {
    const { ctx } = company.workspace
    const id = (await ada.call(listTasks, { query: { q: 'ed@acme', state: 'all' } })).items[0]?.id ?? ''
    await ada.call(commentTask, { params: { id }, body: { text: 'Ed Test was told.' } })
    const { step, files } = await task(id)
    const loginIds = step.accountId === null ? [] : [step.accountId]
    const subject = { id, mode: 'remove', emails: [], names: ['Ed Test'], soleNames: [], userIds: [], loginIds, pseudonym: 'Erased', address: 'x' } as const
    for (const each of erasableTasks) await each.erase(ctx, subject, async () => undefined)
    const left = await task(id)
    expect(left.comments.map(({ text }) => text)).toEqual(['Erased was told.'])
    expect(left.checklist.map(({ text }) => text)).toContain('Find ed@acme.test, which belongs to Erased.')
    expect(left.files).toMatchObject([{ name: 'Erased, evidence', sha256: files[0]?.sha256 }])
    const gone = await fetch(`${company.workspace.url}/api/v1/tasks/${id}/files/${left.files[0]?.id}`, { headers: ada.headers })
    expect(gone.status).toBe(404)
  })
})
