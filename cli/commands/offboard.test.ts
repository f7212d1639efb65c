import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listAudit, listPlans } from '@rollcall/contract'
import { type Roll, startRoll } from '../../server/modules/lifecycle/testing/roll.ts'
import { type Client, openClient } from '../client.ts'
import { offboard } from './offboard.ts'

describe('rollcall offboard', () => {
  let roll: Roll
  let client: Client
  const said: string[] = []
  beforeAll(async () => {
    roll = await startRoll()
    client = openClient(roll.workspace.url, roll.ada.headers.authorization?.replace('Bearer ', '') ?? null)
    const okta = await roll.connect('Okta', 'okta', ['identities', 'assignments'])
    const relay = await roll.connect('Relay', 'scim', ['accounts'])
    for (const name of ['ana', 'anatol', 'bo']) await roll.identity(okta, name, { time_zone: name === 'bo' ? 'Asia/Tokyo' : null })
    for (const name of ['ana', 'bo']) await roll.account(relay, name)
    const bots = await roll.connect('Bots', 'scim', ['accounts'])
    await roll.account(bots, 'ana', { protection: 'service' })
    await roll.compare()
    vi.spyOn(process.stdout, 'write').mockImplementation(text => said.push(String(text)) > 0)
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await roll.stop()
  })
  const plans = async () => (await roll.ada.call(listPlans)).items

  it('drafts the plan for the exact person, prints it with what it leaves out, and approves nothing', async () => {
    await offboard(client, 'Ana@acme.test', {})
    expect(await plans()).toMatchObject([{ title: 'ana leaves', state: 'draft', startsAt: null }])
    const text = said.join('')
    for (const part of ['ana leaves: draft', 'deactivate identity: active -> inactive', 'Relay', 'rollcall approve', 'is a service account'])
      expect(text).toContain(part)
    const actions = (await roll.ada.call(listAudit, { query: { limit: 20 } })).items.map(({ action }) => action)
    expect(actions).toContain('playbook.drafted')
    expect(actions).not.toContain('plan.approved')
  })

  it('waits for the end of a day where the person works, or where it is told', async () => {
    await offboard(client, 'bo', { at: '2027-12-31' })
    await offboard(client, 'bo', { at: '2027-12-31', timeZone: 'America/New_York' })
    await offboard(client, 'bo', { at: '2027-12-31T12:00:00Z' })
    const starts = (await plans()).filter(({ title }) => title === 'bo leaves').map(({ startsAt }) => startsAt)
    expect(new Set(starts)).toEqual(new Set(['2027-12-31T12:00:00.000Z', '2027-12-31T15:00:00.000Z', '2028-01-01T05:00:00.000Z']))
    expect(said.join('')).toContain('Once it is approved it waits until 2027-12-31T15:00:00.000Z.')
  })

  it.each([
    { who: 'nobody@acme.test', flags: {}, says: /nobody named nobody@acme.test/ },
    { who: 'acme.test', flags: {}, says: /Several people could be meant by acme.test. Say it by e-mail: ana@acme.test/ },
    { who: 'bo', flags: { timeZone: 'Europe/Berlin' }, says: /A time zone says where a day ends/ },
    { who: 'bo', flags: { at: '2027-12-31', timeZone: 'Mars/Olympus' }, says: /There is no time zone Mars\/Olympus/ },
    { who: 'bo', flags: { at: 'next friday' }, says: /instant/ },
  ])('plans nothing for $who with $flags', async ({ who, flags, says }) => {
    const before = (await plans()).length
    await expect(offboard(client, who, flags)).rejects.toThrow(says)
    expect(await plans()).toHaveLength(before)
  })
})
