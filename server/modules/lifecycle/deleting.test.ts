import { startHubSpot } from '@rollcall/simulators'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approvePlan, createConnection, createToken, draftPlan, listTasks, readPlan } from '@rollcall/contract'
import { eventually } from '../../../test/support/workspace.ts'
import { type Acme, left, oktaUser, startAcme } from './testing/acme.ts'

const user = (n: number, name: string) => ({ id: `10${n}`, email: `${name}@acme.test`, firstName: name, lastName: 'Test', superAdmin: false, roleIds: [] })
const writes = ['settings.users.read', 'settings.users.teams.read', 'settings.users.write', 'settings.users.teams.write'] as const

describe('an app that cannot switch an account off, but delete it', () => {
  let acme: Acme
  let hubspot: Awaited<ReturnType<typeof startHubSpot>>
  beforeAll(async () => {
    acme = await startAcme({ okta: [oktaUser('ana', left), oktaUser('bo', left), oktaUser('cy', left), oktaUser('eve')], relay: [] })
    hubspot = await startHubSpot({
      seed: { users: ['ana', 'bo', 'cy', 'eve'].map((name, n) => user(n, name)), roles: [], teams: [] },
      tokens: { 'pat-writes': [...writes] },
      pageSize: 10,
    })
    const body = { connector: 'hubspot', name: 'HubSpot', baseUrl: hubspot.url, auth: 'bearer', credentials: { token: 'pat-writes' } }
    await acme.ada.call(createConnection, { body })
    await eventually(
      () => acme.findings(),
      findings => findings.length === 3,
    )
  })
  afterAll(async () => {
    await acme.stop()
    await hubspot.close()
  })

  const there = () => hubspot.state.users.map(({ email }) => email.split('@')[0])
  const findingOf = async (name: string) => (await acme.findings()).filter(({ personName }) => personName.startsWith(name)).map(({ id }) => id)

  it('leaves it to a person, unless one chose that it is deleted', async () => {
    const byHand = await acme.ada.call(draftPlan, { body: { findingIds: await findingOf('cy') } })
    expect(byHand.steps[0]).toMatchObject({ route: 'manual', deletes: false })
    const { secret } = await acme.ada.call(createToken, { body: { name: 'script', scopes: ['plans:write', 'people:read'] } })
    const script = acme.workspace.clientWith({ authorization: `Bearer ${secret}` })
    expect(await script.refusal(draftPlan, { body: { findingIds: await findingOf('ana'), deleteAccounts: true } })).toMatchObject({ code: 'not_allowed' })
    const plan = await acme.ada.call(draftPlan, { body: { findingIds: await findingOf('ana'), deleteAccounts: true } })
    expect(plan.steps[0]).toMatchObject({ route: 'api', deletes: true, undo: { possible: false, how: expect.stringContaining('deleted for good') } })
    expect(there()).toEqual(['ana', 'bo', 'cy', 'eve'])
    expect(await acme.run(plan)).toMatchObject({ state: 'done', steps: [{ state: 'verified' }] })
    expect(there()).toEqual(['bo', 'cy', 'eve'])
  })

  it('goes on as a task with the reason, where the vendor refuses to delete', async () => {
    const plan = await acme.ada.call(draftPlan, { body: { findingIds: await findingOf('bo'), deleteAccounts: true } })
    hubspot.misbehave({ act: 'forbidden', method: 'DELETE' })
    await acme.ada.call(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })
    const waiting = await eventually(
      () => acme.ada.call(readPlan, { params: { id: plan.id } }),
      ({ steps }) => steps[0]?.state === 'waiting_for_person' || steps[0]?.state === 'failed',
    )
    expect(waiting.steps[0]).toMatchObject({ state: 'waiting_for_person', detail: expect.stringContaining('Somebody has to do this in HubSpot') })
    expect(there()).toContain('bo')
    await eventually(
      () => acme.ada.call(listTasks, { query: { owner: 'anybody', state: 'open', limit: 10 } }),
      ({ items }) => items.length === 1,
    )
  })
})
