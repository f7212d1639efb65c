import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  correctMatch,
  deleteConnection,
  importEngagement,
  listCrmAccounts,
  listDeliveries,
  listEngagements,
  readConnection,
  readEngagement,
  syncConnection,
} from '@rollcall/contract'
import { connectOrg, org, type Salesforce, startOrg } from '../../../test/support/salesforce.ts'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const transcript = 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nCora: Hello.\n'

describe('the CRM', () => {
  let workspace: Workspace
  let ada: Client
  let salesforce: Salesforce
  let connectionId = ''
  const begin = Date.now()
  // Time runs fast, so that the vendor's rate limit is kept and yet hardly waited for.
  const clock = { now: () => new Date(begin + (Date.now() - begin) * 10) }
  beforeAll(async () => {
    salesforce = await startOrg()
    workspace = await startWorkspace({ clock })
    ada = await signInAdmin(workspace)
  })
  afterAll(async () => {
    await workspace.stop()
    await salesforce.close()
  })

  const importCall = async (title: string, email: string): Promise<string> => {
    const details = { title, ownerEmail: 'rita@rollcall.test', participants: [{ name: 'Someone', email }] }
    const { id } = await ada.call(importEngagement, { body: { fileName: 'call.vtt', transcript, details } })
    await eventually(
      () => read(id),
      ({ state }) => state === 'matched',
    )
    return id
  }
  const read = (id: string) => ada.call(readEngagement, { params: { id } })
  const accounts = async (q = '') => (await ada.call(listCrmAccounts, { query: { q } })).items
  const names = async (q = '') => (await accounts(q)).map(({ name }) => name)
  const sync = async () => {
    const before = (await ada.call(readConnection, { params: { id: connectionId } })).lastReads.map(({ id }) => id)
    await ada.call(syncConnection, { params: { id: connectionId } })
    return eventually(
      () => ada.call(readConnection, { params: { id: connectionId } }),
      ({ reading, lastReads }) => reading === null && lastReads.length === 5 && lastReads.every(({ id }) => !before.includes(id)),
    )
  }

  it('takes in calls that came before it, and delivers them by itself', async () => {
    const [early, stranger] = [await importCall('Early', 'cora@acme.test'), await importCall('Stranger', 'sam@nowhere.test')]
    expect((await read(early)).match?.reason).toBe('No accounts of a CRM have been read yet.')
    connectionId = await connectOrg(ada, salesforce)
    await eventually(
      async () => (await ada.call(listDeliveries, { params: { id: early } })).items[0],
      found => found?.state === 'delivered',
    )
    expect((await read(early)).match).toMatchObject({ accountName: 'Acme Inc.', method: 'domain' })
    expect((await read(stranger)).match).toMatchObject({ accountName: null, method: 'none' })
    expect(salesforce.state.org.Task).toHaveLength(1)
  })

  it('is searched by name and domain', async () => {
    expect(await names()).toEqual(org.accounts.map(({ name }) => name).toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
    expect(await accounts('acme i')).toMatchObject([{ name: 'Acme Inc.', domains: ['acme.test'], openOpportunities: 2 }])
    expect(await names('brien.test')).toEqual([`O'Brien "<script>" \\ 株式会社`])
    expect(await names(`'Brien "<`)).toHaveLength(1)
    expect(await names('%')).toEqual([])
    expect(await names('\0')).toHaveLength(4)
    expect((await ada.call(listCrmAccounts, { query: { limit: 2 } })).items).toHaveLength(2)
  })

  it('has the last word on names, and never on where a call belongs', async () => {
    const id = await importCall('Renamed', 'cora@acme.test')
    const { match } = await read(id)
    const { Account, Opportunity } = salesforce.state.org
    const acme = Account.find(({ Name }) => Name === 'Acme Inc.')
    Object.assign(acme ?? {}, { Name: 'Acme Corporation' })
    Object.assign(Opportunity.find(({ Name }) => Name === 'Acme expansion') ?? {}, { IsClosed: true })
    await sync()
    expect((await read(id)).match).toMatchObject({ ...match, accountName: 'Acme Corporation' })
    expect(await accounts('acme c')).toMatchObject([{ openOpportunities: 1 }])
    expect((await ada.call(listEngagements, { query: { accountId: match?.accountId ?? '' } })).items.map(item => item.accountName)).toContain(
      'Acme Corporation',
    )
  })

  it('forgets what a complete read no longer holds, and nothing after an incomplete one', async () => {
    salesforce.misbehave({ act: 'drop_half_the_rows', path: '/query$', times: 5 })
    const incomplete = await sync()
    expect(incomplete.lastReads.filter(({ complete }) => complete)).toEqual([])
    expect(await names()).toHaveLength(4)
    salesforce.state.org.Account.splice(
      salesforce.state.org.Account.findIndex(({ Name }) => Name === 'Initech'),
      1,
    )
    expect((await sync()).lastReads.every(({ complete }) => complete)).toBe(true)
    expect(await names()).toHaveLength(3)
    const id = await importCall('Nobody home', 'peter@gmail.com')
    expect((await read(id)).match).toMatchObject({ method: 'none', accountId: null })
  })

  it('takes its accounts along when it is disconnected; calls keep the names they went by', async () => {
    const [id] = [await importCall('Kept', 'cora@acme.test')]
    const [account] = await accounts('acme c')
    await ada.call(correctMatch, { params: { id }, body: { accountId: account?.id ?? null } })
    await ada.call(deleteConnection, { params: { id: connectionId } })
    expect(await accounts()).toEqual([])
    expect((await read(id)).match).toMatchObject({ accountId: null, accountName: 'Acme Corporation', method: 'manual' })
    expect((await ada.call(listDeliveries, { params: { id } })).items).toEqual([])
    await workspace.ctx.enqueue('sweep', {})
    await eventually(
      () => ada.call(listEngagements, { query: { delivery: 'waiting' } }),
      ({ items }) => items.length === 0,
    )
  })
})
