import { startStandIns } from '@rollcall/simulators'
import { beforeAll, describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { CallTask, Exchange, Read } from '../kit/index.ts'
import { newcomer, openApi, readSpec, specsAbsent, testPorts, whySkipped } from '../kit/testing/index.ts'
import type { Document } from '../kit/testing/index.ts'
import { salesforce } from './index.ts'
import { signIn, standIn } from './testing/org.ts'

/**
 * The description was put together from public orgs: it lacks `Type`, which the Object Reference has, and fields that an admin adds. The
 * records of a query are open in it; here they may hold what the described objects have.
 */
const undocumented = (document: Document) => {
  const columns = ['Account', 'Contact', 'Opportunity', 'User', 'Task'].flatMap(name => Object.keys(document.components.schemas[name]?.properties ?? {}))
  // The records that a user points to come inside the user.
  const known = new Set([
    ...columns,
    'Type',
    'Rollcall_Engagement_Id__c',
    'Profile',
    'UserRole',
    'Manager',
    'UserId',
    'UsersId',
    'LastModifiedDate',
    'NumSecondsValid',
    'IsFrozen',
    'UserLicense',
    'TimeZoneSidKey',
    'DefaultLocaleSidKey',
    'LanguageLocaleKey',
  ])
  return (path: string) =>
    /^\$\.(Type|Rollcall_Engagement_Id__c)$/.test(path) || (/^\$\.records\.\d+\.\w+$/.test(path) && known.has(path.split('.').at(-1) ?? ''))
}

describe.skipIf(specsAbsent)(`The public description of Salesforce${whySkipped}`, () => {
  const exchanges: Exchange[] = []
  const managing: Exchange[] = []
  let hold: ReturnType<typeof openApi>
  let describeEvent: { fields: Record<string, unknown>[] }

  beforeAll(async () => {
    const document = readSpec('openapi/salesforce-rest-derived.json') as Document
    hold = openApi(document, undocumented(document))
    describeEvent = readSpec('samples/salesforce-describe/Event.describe.json') as typeof describeEvent
    const standIns = await startStandIns()
    const { auth, credentials, baseUrl } = standIns.connections.find(({ connector }) => connector === 'salesforce')!
    const api = openVendorApi({ connector: salesforce, baseUrl, auth, credentials, ports: testPorts(), recorder: one => void exchanges.push(one) })
    await salesforce.check(api)
    const readAll = <Row extends { externalId: string }>(read: Read<Row>) => drain(read(api), () => {})
    const { accounts, contacts, opportunities, users } = salesforce.reads.crm!
    await Promise.all([readAll(accounts), readAll(contacts), readAll(opportunities), readAll(users)])
    const call: CallTask = {
      deliveryKey: 'contract',
      subject: 'Rollcall - Call',
      description: 'Notes',
      callUrl: 'https://rollcall.example/calls/1',
      startedAt: '2026-11-20T15:00:00Z',
      durationSeconds: 60,
      direction: 'outbound',
      ownerEmail: 'daniel.park@fernhollow.example',
      ownerExternalId: null,
      whatId: null,
      whoId: null,
      lastWritten: null,
    }
    const { written } = await salesforce.writes.upsertCallTask!(api, call)
    await salesforce.writes.upsertCallTask!(api, { ...call, subject: 'Rollcall - Another', lastWritten: written })
    await api.request({ method: 'POST', path: '/services/data/v62.0/sobjects/Task', body: { Nonsense: 'x' } }).catch(() => null)
    await api.close()
    await standIns.close()

    const org = await standIn()
    const admin = openVendorApi({ connector: salesforce, baseUrl: org.url, ...signIn('users'), ports: testPorts(), recorder: one => void managing.push(one) })
    await drain(salesforce.reads.accounts!(admin), () => {})
    await salesforce.writes.deactivateAccount!(admin, { externalId: '005000000000002AAA', version: null })
    const made = await salesforce.writes.createAccount!(admin, { ...newcomer, department: 'Sales', role: 'Standard User' })
    await salesforce.writes.changeAccount!(admin, { externalId: made.externalId, version: null }, { role: 'Sales User, EMEA' })
    await admin.close()
    await org.close()
  })

  it('knows every request of the connector and every reply of the stand-in', () => {
    // A path by external id is described for reading only; its body is held to the one for the record's id.
    const known = exchanges.map(one => ({ ...one, url: one.url.replace(/Task\/Rollcall_Engagement_Id__c\/\w+/, 'Task/00T'), status: one.status }))
    const writes = known.filter(({ requestBody }) => requestBody !== null)
    expect(writes.map(({ method, status }) => `${method} ${status}`)).toEqual(['PATCH 201', 'PATCH 204', 'POST 400'])
    expect(writes.slice(0, 2).flatMap(hold)).toEqual([])
    expect(known.filter(({ requestBody, url }) => requestBody === null && !url.includes('/query/')).flatMap(hold)).toEqual([])
    expect(hold(writes[2]!)).toEqual(['request  must NOT have additional properties', 'request $.Nonsense is unknown'])
  })

  it('knows how users are read, deactivated, made and changed; UserLogin it leaves out', () => {
    const known = managing.filter(({ url }) => !/UserLogin|\/query\/01g/.test(url))
    const made = known.filter(({ method }) => method !== 'GET')
    expect(made.map(({ method, status }) => `${method} ${status}`)).toEqual(['PATCH 204', 'POST 201', 'PATCH 204'])
    expect(known.flatMap(hold)).toEqual([])
    const write = made[0]!
    expect(hold({ ...write, requestBody: '{"IsActive":"no"}' })).toEqual(['request /IsActive must be boolean'])
    expect(hold({ ...write, requestBody: '{"IsActiv":false}' })).toContain('request $.IsActiv is unknown')
  })

  it('would refuse a wrong type, a misspelled field and an unknown parameter', () => {
    const write = exchanges.find(({ url, method }) => method === 'PATCH' && url.includes('/Task/00T'))!
    const request = (body: unknown) => hold({ ...write, requestBody: JSON.stringify(body) })
    expect(request({ Subject: 7 })).toEqual(['request /Subject must be string'])
    expect(request({ Subjekt: 'x' })).toContain('request $.Subjekt is unknown')
    const query = exchanges.find(({ url }) => url.includes('/query?'))!
    expect(hold({ ...query, url: `${query.url}&limit=1` })).toEqual(['query limit is unknown'])
    expect(hold({ ...query, responseBody: '{"totalSize":"1","done":true,"records":[]}' })).toEqual(['reply /totalSize must be integer'])
    expect(hold({ ...query, responseBody: '{"totalSize":1,"done":true,"records":[{"attributes":{"type":"Task"},"Nmae":1}]}' })).toEqual([
      'reply $.records.0.Nmae is unknown',
    ])
  })

  it('has a describe whose fields are told in the words of a real one', () => {
    const described = exchanges.find(({ url }) => url.endsWith('/Task/describe'))!
    const { fields } = JSON.parse(described.responseBody ?? '') as typeof describeEvent
    const [real] = describeEvent.fields
    for (const field of fields) {
      for (const [name, value] of Object.entries(field)) expect([name, typeof value]).toEqual([name, typeof real?.[name]])
    }
  })
})
