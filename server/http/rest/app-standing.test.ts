import { randomUUID } from 'node:crypto'
import { type Ask, listAccounts, readAppStanding } from '@rollcall/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { daysAgo, type Roll, startRoll } from '../../modules/lifecycle/testing/roll.ts'

describe('how an app stands', () => {
  let roll: Roll
  let [okta, relay] = ['', '']
  const assign = (name: string, through: 'person' | 'group') =>
    sql`with app as (insert into identity_apps (connection_id, external_id, name) values (${okta}, 'r', 'Relay') on conflict do nothing)
      insert into app_assignments (connection_id, external_id, app_external_id, app_name, identity_external_id, through, last_read_id)
      values (${okta}, ${name}, 'r', 'Relay', ${`identities-${name}`}, ${through}, ${randomUUID()})`.execute(roll.workspace.ctx.db)
  beforeAll(async () => {
    roll = await startRoll()
    okta = await roll.connect('Okta', 'okta', ['identities', 'assignments'])
    relay = await roll.connect('Relay', 'scim', ['accounts'], 'https://relay.example/scim')
    for (const name of ['ana', 'bo', 'cy', 'dee']) await roll.identity(okta, name, name === 'cy' ? { status: 'inactive', status_changed_at: daysAgo(3) } : {})
    await assign('ana', 'person')
    await assign('bo', 'group')
    await assign('dee', 'group')
    await roll.account(relay, 'ana', { role: 'agent', licence: 'Pro', last_active_at: daysAgo(1) })
    await roll.account(relay, 'bo', { role: 'agent', last_active_at: daysAgo(60) })
    await roll.account(relay, 'cy', { role: 'admin' })
    await roll.account(relay, 'stray', { status: 'inactive', last_active_at: daysAgo(400) })
    await roll.account(relay, 'gone', { status: 'deleted' })
    await roll.compare()
  })
  afterAll(() => roll.stop())
  const standing = () => roll.ada.call(readAppStanding, { params: { id: relay } })
  const names = async (query: NonNullable<Ask<typeof listAccounts>['query']>) =>
    (await roll.ada.call(listAccounts, { params: { id: relay }, query })).items.map(({ displayName }) => displayName)

  it('counts its accounts, and the list holds as many', async () => {
    const { accounts, findings, connection } = await standing()
    expect(accounts).toEqual({
      total: 4,
      statuses: [
        { status: 'active', accounts: 3 },
        { status: 'inactive', accounts: 1 },
      ],
      roles: [
        { role: 'agent', accounts: 2 },
        { role: 'admin', accounts: 1 },
        { role: null, accounts: 1 },
      ],
      licences: [
        { licence: null, accounts: 3 },
        { licence: 'Pro', accounts: 1 },
      ],
      activities: [
        { activity: 'month', accounts: 1 },
        { activity: 'never', accounts: 1 },
        { activity: 'older', accounts: 1 },
        { activity: 'quarter', accounts: 1 },
      ],
    })
    expect(findings).toContainEqual({ kind: 'active_after_deactivation', open: 1 })
    expect(connection.lastReads).toMatchObject([{ resource: 'accounts', complete: true }])
    expect(await names({ role: 'agent' })).toEqual(['ana', 'bo'])
    expect(await names({ role: '' })).toEqual(['stray'])
    expect(await names({ activity: 'never' })).toEqual(['cy'])
    expect(await names({ status: 'deleted' })).toEqual(['gone'])
    expect(await names({ q: 'AN' })).toEqual(['ana'])
    expect(await names({ q: '%' })).toEqual([])
  })

  it('says from whom to whom it flows, those without an account included', async () => {
    const { flows } = await standing()
    expect(flows.map(({ source, through, status, person, count }) => [source?.name ?? null, through, status, person, count])).toEqual([
      ['Okta', 'group', 'active', 'there', 1],
      ['Okta', 'group', null, 'there', 1],
      ['Okta', 'person', 'active', 'there', 1],
      [null, null, 'active', 'left', 1],
      [null, null, 'inactive', 'nobody', 1],
    ])
  })

  it('says how its accounts are reached, and why', async () => {
    const { routes } = await standing()
    expect(routes.find(({ action }) => action === 'deactivate_account')).toMatchObject({ route: 'scim', passedOver: [] })
    const ended = routes.find(({ action }) => action === 'end_sessions')
    expect(ended?.route).toBe('manual')
    expect(ended?.passedOver.map(({ route }) => route)).toEqual(['scim', 'api', 'idp', 'browser'])
  })

  it('pages through its accounts, and knows no other connection', async () => {
    const first = await roll.ada.call(listAccounts, { params: { id: relay }, query: { limit: 3 } })
    expect(first).toMatchObject({ total: 4, items: [{ displayName: 'ana', person: { name: 'ana' } }, {}, {}] })
    const second = await roll.ada.call(listAccounts, { params: { id: relay }, query: { limit: 3, cursor: first.nextCursor ?? '' } })
    expect(second.items.map(({ displayName }) => displayName)).toEqual(['stray'])
    expect(second.nextCursor).toBeNull()
    const nowhere = { params: { id: randomUUID() } }
    expect(await roll.ada.refusal(readAppStanding, nowhere)).toMatchObject({ code: 'not_found' })
    expect(await roll.ada.refusal(listAccounts, nowhere)).toMatchObject({ code: 'not_found' })
    expect(await roll.ada.refusal(listAccounts, { params: { id: relay }, query: { cursor: 'nonsense' } })).toMatchObject({ code: 'bad_request' })
  })
})
