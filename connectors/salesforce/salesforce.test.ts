import { generateKeyPairSync } from 'node:crypto'
import { startSalesforce } from '@rollcall/simulators'
import type { SalesforceOptions, SalesforceSeed } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { beginConsent, drain, finishConsent, openVendorApi } from '../kit/index.ts'
import type { CallTask, VendorApi } from '../kit/index.ts'
import { testConnector, testPorts } from '../kit/testing/index.ts'
import { domainsOf } from './crm.ts'
import { salesforce } from './index.ts'

const seed: SalesforceSeed = {
  users: [
    { id: '005000000000001AAA', username: 'rollcall@acme.test', email: 'rollcall@acme.test', name: 'Integration', active: true },
    { id: '005000000000002AAA', username: 'rep@acme.test', email: 'rep@acme.test', name: 'Rita Rep', active: true },
    { id: '005000000000003AAA', username: 'gone@acme.test', email: 'gone@acme.test', name: 'Gus Gone', active: false },
  ],
  accounts: [1, 2, 3, 4, 5].map(n => ({
    id: `00100000000000${n}AAA`,
    name: `Account ${n}`,
    website: `https://www.a${n}.test/`,
    ownerId: '005000000000002AAA',
  })),
  contacts: [{ id: '003000000000001AAA', name: 'Cora Customer', email: 'cora@a1.test', title: 'CFO', accountId: '001000000000001AAA' }],
  opportunities: [
    {
      id: '006000000000001AAA',
      name: 'Robots',
      accountId: '001000000000001AAA',
      ownerId: '005000000000002AAA',
      stage: 'Proposal',
      closed: false,
      closeDate: '2026-12-31',
      amount: 1200.5,
    },
    {
      id: '006000000000002AAA',
      name: 'Old',
      accountId: '001000000000001AAA',
      ownerId: '005000000000002AAA',
      stage: 'Closed Won',
      closed: true,
      closeDate: '2026-01-31',
      amount: null,
    },
  ],
}
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const objects = ['Account', 'Contact', 'Opportunity', 'User', 'Task'] as const
const username = 'rollcall@acme.test'
const redirectUri = 'https://rollcall.test/login/connection/callback'
const clients: SalesforceOptions['clients'] = {
  'client-every': { secret: 'secret-every', publicKey, username, redirectUris: [redirectUri], rights: { api: true, read: objects, write: ['Task'] } },
  'client-no-api': { secret: 'secret-no-api', username, rights: { api: false, read: objects, write: ['Task'] } },
  'client-no-tasks': { secret: 'secret-no-tasks', username, rights: { api: true, read: objects, write: [] } },
  'client-no-deals': { secret: 'secret-no-deals', username, rights: { api: true, read: ['Account', 'Contact', 'User', 'Task'], write: ['Task'] } },
}
const signIn = (name: string) => ({ auth: 'oauth_client_credentials', credentials: { clientId: `client-${name}`, clientSecret: `secret-${name}` } })
const standIn = (more: Partial<SalesforceOptions> = {}) => startSalesforce({ seed, clients, batchSize: 2, ...more })

const call: CallTask = {
  deliveryKey: '7d0f5c3e-1c1e-4f2e-9a53-0f2a4f1f0001',
  subject: 'Rollcall - Acme and Account 1 Connect',
  description: 'RECORDING:\nhttps://rollcall.test/calls/1\n\nNEXT STEPS (TRANSCRIPT):\n* I will send the quote.',
  callUrl: 'https://rollcall.test/calls/1',
  startedAt: '2026-11-20T15:00:00.000Z',
  durationSeconds: 1834.4,
  direction: 'outbound',
  ownerEmail: 'rep@acme.test',
  ownerExternalId: null,
  whatId: '006000000000001AAA',
  whoId: '003000000000001AAA',
  lastWritten: null,
}
const upsert = salesforce.writes.upsertCallTask!
const preview = salesforce.writes.previewCallTask!

const withOrg = async <T>(
  more: Partial<SalesforceOptions>,
  run: (api: VendorApi, simulator: Awaited<ReturnType<typeof standIn>>) => Promise<T>,
): Promise<T> => {
  const simulator = await standIn(more)
  const api = openVendorApi({ connector: salesforce, baseUrl: simulator.url, ...signIn('every'), ports: testPorts() })
  try {
    return await run(api, simulator)
  } finally {
    await api.close()
    await simulator.close()
  }
}

describe.each([
  { where: 'a field of its own', externalIdField: true },
  { where: 'CallObject', externalIdField: false },
])('with the delivery key in $where', ({ externalIdField }) => {
  testConnector(salesforce, {
    standIn: () => standIn({ externalIdField }),
    good: signIn('every'),
    wrong: signIn('wrong'),
    powerless: { 'the API': signIn('no-api'), tasks: signIn('no-tasks'), deals: signIn('no-deals') },
    list: { name: 'accounts', read: salesforce.reads.crm!.accounts, path: '/query', rows: seed.accounts.length, countsRows: true },
    write: { run: api => upsert(api, call), effects: ({ state }) => state.org.Task.length, path: '/sobjects/Task(/Rollcall_Engagement_Id__c/.*)?$' },
  })
})

describe('signing in to Salesforce', () => {
  it('takes a signed assertion for a user', async () => {
    const simulator = await standIn()
    const credentials = { clientId: 'client-every', username, privateKey }
    const api = openVendorApi({ connector: salesforce, baseUrl: simulator.url, auth: 'oauth_jwt_bearer', credentials, ports: testPorts() })
    expect(await salesforce.check(api)).toMatch(/^May read/)
    await api.close()
    await simulator.close()
  })

  it('goes through consent with PKCE, and renews a token that ends in the middle of a read', async () => {
    const simulator = await standIn()
    const ports = testPorts()
    const common = {
      connector: salesforce,
      baseUrl: simulator.url,
      auth: 'oauth_code',
      credentials: { clientId: 'client-every', clientSecret: 'secret-every' },
    }
    const { url, verifier } = beginConsent({ ...common, redirectUri, state: 'state-1' })
    expect(url).not.toContain('secret-every')
    const consented = await fetch(url, { redirect: 'manual' })
    const back = new URL(consented.headers.get('location') ?? '')
    expect(back.searchParams.get('state')).toBe('state-1')
    await finishConsent({ ...common, ports, redirectUri, verifier, code: back.searchParams.get('code') ?? '' })

    const api = openVendorApi({ ...common, ports })
    simulator.misbehave({ act: 'unauthorized', path: '/query', after: 1 })
    const before = ports.stored()
    expect(await drain(salesforce.reads.crm!.accounts(api), () => {})).toMatchObject({ complete: true, rows: 5 })
    expect(ports.stored()?.accessToken).not.toBe(before?.accessToken)
    expect(ports.stored()?.refreshToken).toBe(before?.refreshToken)
    expect(ports.failures).toEqual([])
    await api.close()
    await simulator.close()
  })

  it('renews a token once for many requests that need it at the same time', () =>
    withOrg({}, async (api, simulator) => {
      await salesforce.check(api)
      simulator.state.oauth.access = {}
      const grants = () => simulator.requests.filter(({ path }) => path === '/services/oauth2/token').length
      const before = grants()
      await Promise.all([1, 2, 3, 4, 5].map(() => salesforce.check(api)))
      expect(grants()).toBe(before + 1)
    }))

  it('says that consent is missing before it was given', async () => {
    const credentials = { clientId: 'client-every', clientSecret: 'secret-every' }
    const api = openVendorApi({ connector: salesforce, baseUrl: 'http://127.0.0.1:1', auth: 'oauth_code', credentials, ports: testPorts() })
    await expect(salesforce.check(api)).rejects.toMatchObject({ kind: 'credentials', message: expect.stringContaining('consent') })
    await api.close()
  })
})

describe('reading Salesforce', () => {
  it('reads open deals, contacts and users', () =>
    withOrg({}, async api => {
      const crm = salesforce.reads.crm!
      const rows: unknown[] = []
      for (const read of [crm.opportunities, crm.contacts, crm.users]) {
        const verdict = await drain(read(api) as ReturnType<typeof crm.users>, page => void rows.push(...page))
        expect(verdict.complete).toBe(true)
      }
      expect(rows).toMatchObject([
        { externalId: '006000000000001AAA', open: true, closeDate: '2026-12-31', amount: 1200.5 },
        { email: 'cora@a1.test', accountExternalId: '001000000000001AAA' },
        { active: true },
        { active: true },
        { active: false },
      ])
    }))

  it.each([
    ['https://www.acme.test/de/?x=1', ['acme.test']],
    ['Acme.test', ['acme.test']],
    ['sales.acme.test/', ['sales.acme.test']],
    ['n/a', []],
    ['not a site', []],
    [null, []],
  ])('takes the domain from a website as people type it: %s', (website, domains) => expect(domainsOf(website)).toEqual(domains))
})

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
})
