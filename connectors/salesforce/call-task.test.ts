import { describe, expect, it } from 'vitest'
import { openVendorApi } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { testPorts } from '../kit/testing/index.ts'
import { salesforce } from './index.ts'
import { call, signIn, standIn, withOrg } from './testing/org.ts'

const upsert = salesforce.writes.upsertCallTask!
const preview = salesforce.writes.previewCallTask!

describe('writing a call to Salesforce', () => {
  it('previews exactly what it then writes', () =>
    withOrg({}, async (api, { state }) => {
      const told = await preview(api, call)
      expect(told).toMatchObject({ effect: 'create', object: 'Task', reason: null })
      expect(state.org.Task).toEqual([])
      const { effect, remoteId, remoteUrl } = await upsert(api, call)
      expect(effect).toBe('created')
      expect(remoteUrl).toMatch(new RegExp(`/${remoteId}$`))
      const [task] = state.org.Task
      expect(Object.fromEntries(told.fields.map(({ name, value }) => [name, value]))).toEqual({
        Subject: call.subject,
        Description: call.description,
        Status: 'Completed',
        ActivityDate: '2026-11-20',
        CallDurationInSeconds: '1834',
        CallType: 'Outbound',
        Type: 'Call',
        TaskSubtype: 'Call',
        OwnerId: '005000000000002AAA',
        WhatId: call.whatId,
        WhoId: call.whoId,
        Rollcall_Engagement_Id__c: call.deliveryKey,
      })
      for (const { name, value } of told.fields) expect(String(task?.[name]).replaceAll('\r\n', '\n')).toBe(value)
      expect(task).toMatchObject({ IsClosed: true, AccountId: '001000000000001AAA' })
    }))

  it('writes only what is different and still its own; a changed type and subject stay', () =>
    withOrg({}, async (api, { state, requests }) => {
      const { written } = await upsert(api, call)
      Object.assign(state.org.Task[0]!, { Type: 'Meeting', Subject: 'Renamed by Rita' })
      const next = { ...call, subject: 'Another subject', durationSeconds: 2000, lastWritten: written }
      expect(await preview(api, next)).toMatchObject({ effect: 'update', fields: [{ name: 'CallDurationInSeconds', value: '2000', before: '1834' }] })
      const result = await upsert(api, next)
      expect(result).toMatchObject({ effect: 'updated', written: { ...written, CallDurationInSeconds: '2000' } })
      expect(state.org.Task).toMatchObject([{ Type: 'Meeting', Subject: 'Renamed by Rita', CallDurationInSeconds: 2000 }])
      expect(requests.filter(({ method }) => method === 'PATCH').at(-1)?.body).toEqual({ CallDurationInSeconds: 2000 })
    }))

  it('writes nothing when it does not know what it wrote before, and says why', () =>
    withOrg({}, async (api, { state, requests }) => {
      await upsert(api, call)
      const next = { ...call, subject: 'Another subject' }
      expect(await upsert(api, next)).toMatchObject({ effect: 'nothing' })
      expect(await preview(api, next)).toMatchObject({ effect: 'nothing', fields: [], reason: expect.stringContaining('Subject') })
      expect(state.org.Task[0]?.Subject).toBe(call.subject)
      expect(requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1)
    }))

  it('does not bring back a task that somebody deleted', () =>
    withOrg({}, async (api, { state }) => {
      const { written } = await upsert(api, call)
      state.org.Task[0]!.IsDeleted = true
      expect(await upsert(api, { ...call, lastWritten: written })).toMatchObject({ effect: 'nothing' })
      expect(await preview(api, call)).toMatchObject({ effect: 'nothing', fields: [], reason: expect.stringContaining('deleted') })
      expect(state.org.Task).toHaveLength(1)
    }))

  it('leaves the integration user as owner when the rep left, and says so', () =>
    withOrg({}, async (api, { state }) => {
      const gone = { ...call, ownerEmail: 'gone@acme.test' }
      expect((await preview(api, gone)).fields.at(-1)).toMatchObject({ name: 'OwnerId', value: null, note: expect.stringContaining('integration user') })
      await upsert(api, gone)
      expect(state.org.Task[0]?.OwnerId).toBe('005000000000001AAA')
    }))

  it('cuts what is too long, at a word, and keeps the link', () =>
    withOrg({}, async (api, { state }) => {
      const { fields } = await preview(api, { ...call, subject: 'word '.repeat(80), description: 'Text 🤖 '.repeat(6000) })
      expect(fields.find(({ name }) => name === 'Subject')?.note).toBe('cut to 255 characters')
      await upsert(api, { ...call, subject: 'word '.repeat(80), description: 'Text 🤖 '.repeat(6000) })
      const [task] = state.org.Task
      expect(task?.Subject).toMatch(/word…$/)
      expect(task?.Description).toMatch(/^RECORDING:\r\nhttps:\/\/rollcall\.test\/calls\/1\r\n\r\nText/)
      expect(task?.Description).toMatch(/Text( 🤖)?…\r\n\r\nThe whole is at https:\/\/rollcall\.test\/calls\/1$/)
    }))

  it('makes no second task when two deliveries run at once', () =>
    withOrg({}, async (api, { state }) => {
      const results = await Promise.all([upsert(api, call), upsert(api, call)])
      expect(state.org.Task).toHaveLength(1)
      expect(new Set(results.map(({ remoteId }) => remoteId)).size).toBe(1)
    }))

  it('writes nothing over a change that was made while it looked', () =>
    withOrg({}, async (api, { state }) => {
      const { written } = await upsert(api, call)
      const overtaken: VendorApi = {
        ...api,
        request: asked => {
          if (asked.method === 'PATCH') Object.assign(state.org.Task[0]!, { Subject: 'Renamed by Rita', LastModifiedDate: '2099-01-01T00:00:00.000+0000' })
          return api.request(asked)
        },
      }
      await expect(upsert(overtaken, { ...call, subject: 'Another subject', lastWritten: written })).rejects.toMatchObject({ kind: 'conflict' })
      expect(state.org.Task[0]?.Subject).toBe('Renamed by Rita')
    }))

  it('takes up again what it wrote when the record of it was lost', () =>
    withOrg({}, async (api, { state }) => {
      await upsert(api, call)
      const { effect, written } = await upsert(api, call)
      expect(effect).toBe('nothing')
      expect(written).toMatchObject({ Subject: call.subject })
      await upsert(api, { ...call, subject: 'Another subject', lastWritten: written })
      expect(state.org.Task).toMatchObject([{ Subject: 'Another subject' }])
    }))
})

describe('writing a call where Activity has no field for the delivery key', () => {
  const without = { externalIdField: false }

  it('keeps the key in CallObject, and says so in its check and preview', () =>
    withOrg(without, async (api, { state }) => {
      expect(await salesforce.check(api)).toContain('CallObject')
      expect((await preview(api, call)).fields).toContainEqual(expect.objectContaining({ name: 'CallObject', value: `rollcall:${call.deliveryKey}` }))
      await upsert(api, call)
      await upsert(api, call)
      expect(state.org.Task).toMatchObject([{ CallObject: `rollcall:${call.deliveryKey}` }])
    }))

  it('makes one task when the answer to the first is lost', async () => {
    const simulator = await standIn(without)
    const open = (totalMs: number) =>
      openVendorApi({ connector: salesforce, baseUrl: simulator.url, ...signIn('every'), ports: testPorts(), timeouts: { totalMs } })
    const [hasty, patient] = [open(150), open(5_000)]
    await salesforce.check(patient)
    simulator.misbehave({ act: 'do_but_time_out', method: 'POST', path: '/sobjects/Task$' })
    expect(await upsert(hasty, call)).toMatchObject({ effect: 'created' })
    expect(await upsert(patient, call)).toMatchObject({ effect: 'nothing' })
    expect(simulator.state.org.Task).toHaveLength(1)
    await Promise.all([hasty.close(), patient.close()])
    await simulator.close()
  })
})
