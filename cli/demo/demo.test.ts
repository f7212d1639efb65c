import {
  findingKinds,
  listConnections,
  listEngagements,
  listFindings,
  listPeople,
  listPlans,
  listTasks,
  loadDemo,
  readMe,
  readPerson,
} from '@rollcall/contract'
import { type Rollcall, start } from '@rollcall/server'
import { readConfig } from '@rollcall/server/config.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { emptyEngine } from '../../test/support/engine.ts'
import { chromiumAbsent } from '../../test/support/consoles.ts'
import { eventually } from '../../test/support/workspace.ts'
import { type Client, openClient } from '../client.ts'
import { becomeAdmin } from './admin.ts'
import { demoCompany } from './company.ts'

const folder = mkdtempSync(join(tmpdir(), 'rollcall-demo-test-'))
const config = readConfig({ PORT: '0', ROLLCALL_DATA: join(folder, 'data'), ROLLCALL_LOG: 'silent' }, folder)
const engine = await emptyEngine()
let rollcall: Rollcall = await start(config, { engine, demo: demoCompany })
const admin = await becomeAdmin(rollcall.listening ?? '', rollcall.claimUrl ?? '')
let client: Client = admin.client

afterAll(async () => {
  await rollcall.stop()
  rmSync(folder, { recursive: true })
})

const consoles = ['Clari', 'People.ai', 'Cognism']
const connections = async () => (await client.call(listConnections)).items

describe('the demo company', () => {
  it('fills an empty workspace, without the permission to reach other private addresses', { timeout: 60_000 }, async () => {
    expect((await client.call(readMe)).workspace).toMatchObject({ demo: false, empty: true })
    await client.call(loadDemo)
    expect((await client.call(readMe)).workspace).toMatchObject({ demo: true, empty: false })
    const names = ['Okta', 'Relay', 'Salesforce', 'Slack', 'Chorus', 'Zendesk', 'PagerDuty', 'HR', 'Loom', 'Ahrefs']
    expect((await connections()).map(({ name }) => name).toSorted()).toEqual([...names, ...(chromiumAbsent ? [] : consoles)].toSorted())
    const broken = await eventually(connections, all => all.some(({ state }) => state !== 'working'))
    expect(broken.filter(({ state }) => state !== 'working').map(({ name }) => name)).toEqual(['PagerDuty'])
    const calls = await eventually(
      () => client.call(listEngagements),
      ({ items }) => items.filter(({ delivery }) => delivery === 'delivered').length === 6,
    )
    expect(calls.total).toBe(7)
    expect(calls.items.filter(({ accountName }) => accountName === null).map(({ title }) => title)).toEqual(['Forecast: the deals that move the quarter'])
  })

  it('shows who left and can still sign in, and keeps plans away from accounts that are nobody’s', async () => {
    const findings = await eventually(
      () => client.call(listFindings, { query: { kind: 'active_after_deactivation', limit: 200 } }),
      ({ total }) => total === 5 + (chromiumAbsent ? 0 : 2),
      50,
    )
    const inRelay = findings.items.filter(({ connectionName }) => connectionName === 'Relay')
    expect(inRelay.map(({ personName }) => personName).toSorted()).toEqual(['Dana Whitfield', 'Daniel Parks', 'Jonas Eklund', 'Marcus Thiele', 'Priya Raman'])
    expect(findings.items.filter(({ blocked }) => blocked !== null)).toEqual([])
    const labels = await Promise.all(
      ['dialer-sync', 'relay-emergency'].map(async q => {
        const [person] = (await client.call(listPeople, { query: { q } })).items
        return (await client.call(readPerson, { params: { id: person?.id ?? '' } })).accounts.map(({ protection }) => protection)
      }),
    )
    expect(labels).toEqual([['service'], ['break_glass']])
  })

  it('has at least one finding of every kind there is', async () => {
    const list = () => client.call(listFindings, { query: { limit: 200 } })
    await eventually(
      async () => {
        const found = new Set((await list()).items.map(({ kind }) => kind))
        return findingKinds.filter(kind => !found.has(kind))
      },
      missing => missing.length === 0,
      // Three consoles are read in a browser each, beside whatever else the machine does.
      50,
    )
    const all = await list()
    expect(
      all.items
        .filter(({ kind }) => kind === 'read_incomplete')
        .map(({ connectionName }) => connectionName)
        .toSorted(),
    ).toEqual(['Ahrefs', 'PagerDuty'])
    expect(all.items.filter(({ kind }) => kind === 'connection_broken').map(({ connectionName }) => connectionName)).toEqual(['PagerDuty'])
    // Few enough that each is a story, and none that the company did not think of.
    expect(all.total).toBeLessThan(40)
  })

  it('has a plan that waits for an approval, and a task of whoever approved another', async () => {
    const { items } = await client.call(listPlans)
    expect(items.map(({ title, state }) => `${title}: ${state}`).toSorted()).toEqual([
      'Salesforce licences that nobody uses: draft',
      'Single sign-on for Loom: applying',
    ])
    const tasks = await eventually(
      () => client.call(listTasks, { query: { owner: 'me', state: 'open', limit: 10 } }),
      ({ total }) => total === 1,
    )
    expect(tasks.items.map(({ title }) => title)).toEqual([expect.stringContaining('Loom')])
  })

  it('is refused where there is something already, and changes nothing there', async () => {
    const before = await connections()
    await expect(client.call(loadDemo)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('an empty one only') })
    expect((await connections()).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  })

  it('comes up again at the same addresses when the workspace is started again', async () => {
    const before = (await connections()).map(({ baseUrl }) => baseUrl)
    await rollcall.stop()
    await expect(fetch(before[0] ?? '')).rejects.toThrow('fetch failed')
    rollcall = await start(config, { engine, demo: demoCompany })
    client = openClient(rollcall.listening ?? '', admin.session)
    expect((await connections()).map(({ baseUrl }) => baseUrl)).toEqual(before)
    expect((await fetch(before[0] ?? '')).status).toBe(404)
    expect((await client.call(readMe)).workspace.demo).toBe(true)
  })

  it('is not offered by a server that was started without it', async () => {
    await rollcall.stop()
    rollcall = await start(config, { engine: await emptyEngine() })
    const { client: other } = await becomeAdmin(rollcall.listening ?? '', rollcall.claimUrl ?? '')
    await expect(other.call(loadDemo)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('without a demo company') })
  })
})
