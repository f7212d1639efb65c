import { describe, expect, it } from 'vitest'
import { beginConsent, drain, finishConsent, openVendorApi } from '../kit/index.ts'
import type { Read } from '../kit/index.ts'
import { newcomer, switching, testConnector, testPorts } from '../kit/testing/index.ts'
import { domainsOf } from './crm.ts'
import { salesforce } from './index.ts'
import { call, privateKey, redirectUri, seed, signIn, standIn, username, withOrg } from './testing/org.ts'

const { writes } = salesforce
const rep = '005000000000002AAA'
const nobody = '005000000000009AAA'
const user = { method: 'PATCH', path: '/sobjects/(User|UserLogin)/' } as const

testConnector(salesforce, {
  standIn,
  good: signIn('users'),
  wrong: signIn('wrong'),
  powerless: { 'the API': signIn('no-api'), tasks: signIn('no-tasks'), deals: signIn('no-deals') },
  list: { name: 'accounts', read: salesforce.reads.crm!.accounts, path: '/query', rows: seed.accounts.length, countsRows: true },
  changes: {
    deactivateAccount: switching(salesforce, 'deactivateAccount', { id: rep, nobody, request: user }),
    reactivateAccount: switching(salesforce, 'reactivateAccount', { id: '005000000000003AAA', nobody, request: user }),
    createAccount: {
      run: api => writes.createAccount!(api, { ...newcomer, role: 'Sales User, EMEA', licence: 'Salesforce' }),
      look: api => writes.findAccount!(api, newcomer.userName),
      before: null,
      after: { role: 'Sales User, EMEA', licence: 'Salesforce', displayName: 'New Person', status: 'active', externalKey: '00unew' },
      request: { method: 'POST', path: '/sobjects/User$' },
    },
    changeAccount: {
      run: api => writes.changeAccount!(api, { externalId: rep, version: null }, { role: 'Sales User, EMEA, North' }),
      look: api => writes.readAccount!(api, rep),
      before: { role: 'Standard User' },
      after: { role: 'Sales User, EMEA, North' },
      ofNobody: api => writes.changeAccount!(api, { externalId: nobody, version: null }, { role: 'Sales User' }),
      request: user,
    },
    endAccountSessions: {
      run: api => writes.endAccountSessions!(api, rep),
      look: async (_api, { state }) => state.org.AuthSession.length,
      before: 3,
      after: 0,
      ofNobody: api => writes.endAccountSessions!(api, nobody),
      request: { method: 'DELETE', path: '/sobjects/AuthSession/' },
    },
    handOver: {
      run: api => writes.handOver!(api, { fromExternalId: rep, toExternalId: '005000000000001AAA' }),
      look: api => writes.countOwned!(api, rep),
      before: 6,
      after: 0,
      ofNobody: api => writes.handOver!(api, { fromExternalId: rep, toExternalId: nobody }),
      request: { method: 'PATCH', path: '/composite/sobjects$' },
    },
  },
  write: {
    run: api => salesforce.writes.upsertCallTask!(api, call),
    effects: ({ state }) => state.org.Task.length,
    path: '/sobjects/Task/Rollcall_Engagement_Id__c/',
  },
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
      const rows: unknown[] = []
      const readAll = <Row extends { externalId: string }>(read: Read<Row>) => drain(read(api), page => void rows.push(...page))
      const { opportunities, contacts, users } = salesforce.reads.crm!
      const verdicts = [await readAll(opportunities), await readAll(contacts), await readAll(users)]
      expect(verdicts.map(({ complete }) => complete)).toEqual([true, true, true])
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
