// `kill -9` at every step of source -> collect -> compare -> plan -> approve -> apply -> verify, over real processes on one data folder.
import { startOkta, startScimApp } from '@rollcall/simulators'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  approvePlan,
  compareNow,
  createConnection,
  draftPlan,
  listAudit,
  listEvidence,
  listFindings,
  listPlans,
  type Plan,
  readConnection,
  readPlan,
  verifyAudit,
} from '@rollcall/contract'
import { left, oktaUser, relayUser } from '../../server/modules/lifecycle/testing/acme.ts'
import { type Command, type Installation, newInstallation } from '../support/server-process.ts'
import { type Client, eventually } from '../support/workspace.ts'

const staff = Array.from({ length: 38 }, (_, n) => `staff${n}`)
const leavers = ['ana', 'zed']
const patience = 60

describe('a plan, while its process is killed again and again', () => {
  let okta: Awaited<ReturnType<typeof startOkta>>
  let relay: Awaited<ReturnType<typeof startScimApp>>
  let rollcall: Installation
  let server: Command
  let ada: Client
  let relayId: string
  let plan: Plan
  beforeAll(async () => {
    okta = await startOkta({
      seed: { users: [...leavers.map(name => oktaUser(name, left)), ...staff.map(name => oktaUser(name))], groups: [], apps: [] },
      tokens: { '00okta': ['okta.users.read', 'okta.groups.read', 'okta.apps.read'] },
    })
    relay = await startScimApp({
      name: 'Relay',
      seed: { users: [...leavers, ...staff].map(name => relayUser(name)), groups: [] },
      tokens: { 'relay-token-1234': ['users:read', 'users:write', 'groups:read'] },
      pageSize: 15,
    })
    rollcall = await newInstallation()
  })
  afterAll(async () => {
    await server.end('SIGKILL')
    await okta.close()
    await relay.close()
  })

  const connect = (connector: string, name: string, baseUrl: string, credentials: Record<string, string>) =>
    ada.call(createConnection, { body: { connector, name, baseUrl, auth: 'bearer', credentials } })
  const reads = async () => (await ada.call(readConnection, { params: { id: relayId } })).lastReads
  const findings = async () => (await ada.call(listFindings, { query: { kind: 'active_after_deactivation', limit: 200 } })).items
  const read = () => ada.call(readPlan, { params: { id: plan.id } })
  const states = async () => (await read()).steps.map(step => step.state)
  const asked = (method: string, name: string) => relay.requests.filter(each => each.method === method && each.path.endsWith(`/Users/r-${name}`))
  const accountNames = () => plan.steps.map(({ accountName }) => accountName.split('@')[0] ?? '')
  const inactive = () => relay.state.users.filter(({ active }) => !active).map(({ id }) => id)
  const killAndServe = async (role: 'web' | 'web,worker' = 'web,worker') => {
    await server.end('SIGKILL')
    server = await rollcall.serve({}, role)
  }

  it('plans nothing from a read that stopped in the middle', async () => {
    server = await rollcall.serve()
    ada = await rollcall.claim(server)
    await connect('okta', 'Okta', okta.url, { apiToken: '00okta' })
    // The check of the connection asks for one page; the second page of the read itself is never answered.
    relay.misbehave({ act: 'stall', path: '/Users$', method: 'GET', after: 2 })
    ;({ id: relayId } = await connect('scim', 'Relay', relay.url, { token: 'relay-token-1234' }))
    await eventually(
      async () => relay.requests.filter(({ path, status }) => path.endsWith('/Users') && status === 0),
      stalled => stalled.length === 1,
    )
    // Okta is compared with the one page that came of Relay: what that shows may be seen, and nothing may be planned from it.
    await eventually(
      () => ada.call(compareNow),
      ({ open }) => open === leavers.length,
    )
    await killAndServe('web')
    const shown = await findings()
    expect(shown.map(({ blocked }) => blocked)).toEqual(leavers.map(() => expect.stringContaining('The last read of Relay was incomplete')))
    expect(await ada.refusal(draftPlan, { body: { findingIds: shown.map(({ id }) => id) } })).toMatchObject({ code: 'read_incomplete' })
    expect((await ada.call(listPlans)).total).toBe(0)
    expect(await reads()).toMatchObject([{ complete: false, problems: ['Rollcall stopped while it read; it reads again by itself.'] }])
  })

  it('reads again by itself, to the end', async () => {
    await killAndServe()
    const [last, ...others] = await eventually(reads, all => all.some(({ complete }) => complete), patience)
    expect(others).toEqual([])
    expect(last).toMatchObject({ resource: 'accounts', rows: 40, problems: [] })
    const found = await eventually(findings, all => all.length === leavers.length && all.every(({ blocked }) => blocked === null), patience)
    expect(found.map(({ personName }) => personName).toSorted()).toEqual(['ana Test', 'zed Test'])
  })

  it('finds the same after it compared', async () => {
    const before = await findings()
    await killAndServe('web')
    expect(await findings()).toEqual(before)
    plan = await ada.call(draftPlan, { body: { findingIds: before.map(({ id }) => id) } })
    expect(plan).toMatchObject({ state: 'draft', approvalsNeeded: 1 })
    expect(plan.steps).toHaveLength(2)
  })

  it('keeps the plan after it was drafted, hash and all', async () => {
    await killAndServe('web')
    expect(await read()).toEqual(plan)
    expect((await ada.call(listPlans)).total).toBe(1)
    expect(await ada.call(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ state: 'approved' })
  })

  // Both accounts are worked on at once, and both meet the same.
  const meets = (act: 'stall' | 'do_but_time_out', method: 'GET' | 'PATCH') => {
    for (const name of accountNames()) relay.misbehave({ act, path: `/Users/r-${name}$`, method })
  }
  const askedOfBoth = (method: string) => accountNames().map(name => asked(method, name).length)

  it('begins after it was approved', async () => {
    meets('stall', 'GET')
    await killAndServe()
    await eventually(
      async () => accountNames().map(name => asked('GET', name)),
      both => both.every(all => all.some(({ status }) => status === 0)),
      patience,
    )
    expect(await states()).toEqual(['applying', 'applying'])
    expect(inactive()).toEqual([])
  })

  it('looks again when it died while it looked', async () => {
    meets('stall', 'PATCH')
    await killAndServe()
    await eventually(
      async () => askedOfBoth('PATCH'),
      both => both.every(times => times === 1),
      patience,
    )
    expect(askedOfBoth('GET')).toEqual([2, 2])
    expect(inactive()).toEqual([])
  })

  it('asks again when the change was asked for and not made', async () => {
    meets('do_but_time_out', 'PATCH')
    await killAndServe()
    await eventually(
      async () => inactive(),
      all => all.length === 2,
      patience,
    )
    expect(askedOfBoth('PATCH')).toEqual([2, 2])
    expect(await states()).toEqual(['applying', 'applying'])
  })

  it('does not ask again when the change was made and not answered', async () => {
    await killAndServe()
    await eventually(states, both => both.every(state => state === 'verified'), patience)
    expect(askedOfBoth('PATCH')).toEqual([2, 2])
  })

  it('is done when every step was seen to be, and touched nobody else', async () => {
    await killAndServe()
    const done = await eventually(read, ({ state }) => state === 'done', patience)
    expect(done).toMatchObject({ verifiedCount: 2, failedCount: 0, hash: plan.hash, detail: 'All 2 steps were verified.' })
    expect(inactive().toSorted()).toEqual(['r-ana', 'r-zed'])
    for (const { id, revision } of relay.state.users) expect([id, revision]).toEqual([id, inactive().includes(id) ? 2 : 1])
    expect(askedOfBoth('PATCH')).toEqual([2, 2])
    expect(relay.requests.filter(({ method, path }) => method !== 'GET' && staff.some(name => path.endsWith(`r-${name}`)))).toEqual([])
    expect((await findings()).map(({ state }) => state)).toEqual(['resolved', 'resolved'])
  })

  it('has its evidence, and an audit log that is whole', async () => {
    const kinds = await Promise.all(
      plan.steps.map(async ({ id: stepId }) => (await ada.call(listEvidence, { params: { id: plan.id, stepId } })).items.map(({ kind }) => kind)),
    )
    expect(kinds).toEqual(plan.steps.map(() => ['precondition_read', 'precondition_read', 'precondition_read']))
    expect(await ada.call(verifyAudit)).toMatchObject({ intact: true, brokenAt: null })
    const actions = (await ada.call(listAudit, { query: { limit: 200 } })).items.map(({ action }) => action)
    for (const once of ['plan.drafted', 'plan.approved', 'plan.ended']) expect(actions.filter(action => action === once)).toHaveLength(1)
  })
})
