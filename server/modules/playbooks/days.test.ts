import { draftPlaybook, listPeople, listPlans, previewPlaybook, readPerson, writePlaybookSettings } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { correlate } from '../people/index.ts'
import { type Roll, startRoll } from '../lifecycle/testing/roll.ts'
import { draftDue } from './draft-due.ts'

/** People on both sides of the date line, one where a day has 23 hours, and one of whom nobody knows where they are. */
const zones = { kiri: 'Pacific/Kiritimati', pago: 'Pacific/Pago_Pago', berta: 'Europe/Berlin', cairo: 'Africa/Cairo', nemo: null } as const

describe('a day of a playbook', () => {
  let roll: Roll
  let [hr, okta] = ['', '']
  const people = new Map<string, string>()
  beforeAll(async () => {
    roll = await startRoll()
    hr = await roll.connect('HR file', 'hr-file', ['identities'])
    okta = await roll.connect('Okta', 'okta', ['identities', 'assignments'])
    for (const [name, zone] of Object.entries(zones)) {
      await roll.identity(hr, name, { time_zone: zone })
      await roll.identity(okta, name)
    }
    await roll.compare()
    for (const { id, displayName } of (await roll.ada.call(listPeople)).items) people.set(displayName, id)
  })
  afterAll(() => roll.stop())

  const personId = (name: keyof typeof zones) => people.get(name) ?? ''
  const endOf = async (name: keyof typeof zones, day: string, timeZone?: string) => {
    const when = { at: 'end_of_day' as const, day, ...(timeZone === undefined ? {} : { timeZone }) }
    const { startsAt, timeZone: meant } = await roll.ada.call(previewPlaybook, { body: { playbook: 'leaver', personId: personId(name), when } })
    return [startsAt, meant]
  }

  it('ends where the person works, as the first source that knows says, else where the company works', async () => {
    expect(await roll.ada.call(readPerson, { params: { id: personId('kiri') } })).toMatchObject({ timeZone: 'Pacific/Kiritimati' })
    expect(await roll.ada.call(readPerson, { params: { id: personId('nemo') } })).toMatchObject({ timeZone: null })
    expect(await endOf('kiri', '2027-06-30')).toEqual(['2027-06-30T10:00:00.000Z', 'Pacific/Kiritimati'])
    expect(await endOf('pago', '2027-06-30')).toEqual(['2027-07-01T11:00:00.000Z', 'Pacific/Pago_Pago'])
    expect(await endOf('nemo', '2027-06-30')).toEqual(['2027-07-01T00:00:00.000Z', 'UTC'])
    await roll.ada.call(writePlaybookSettings, { body: { timeZone: 'America/New_York', daysAhead: 7 } })
    expect(await endOf('nemo', '2027-06-30')).toEqual(['2027-07-01T04:00:00.000Z', 'America/New_York'])
    expect(await endOf('kiri', '2027-06-30', 'Europe/Berlin')).toEqual(['2027-06-30T22:00:00.000Z', 'Europe/Berlin'])
  })

  it('ends at the right instant around a change of the clocks', async () => {
    expect(await endOf('berta', '2027-03-27')).toEqual(['2027-03-27T23:00:00.000Z', 'Europe/Berlin'])
    expect(await endOf('berta', '2027-03-28')).toEqual(['2027-03-28T22:00:00.000Z', 'Europe/Berlin']) // 23 hours long
    expect(await endOf('berta', '2027-10-31')).toEqual(['2027-10-31T23:00:00.000Z', 'Europe/Berlin']) // 25 hours long
    expect(await endOf('cairo', '2027-04-29')).toEqual(['2027-04-29T22:00:00.000Z', 'Africa/Cairo']) // the next day begins at one
  })

  it('names the day of return as it is where the person works', async () => {
    const body = { playbook: 'leave_of_absence' as const, personId: personId('kiri'), returnsOn: '2027-07-05' }
    expect((await roll.ada.call(previewPlaybook, { body })).later).toEqual([
      'The plan that gives everything back is drafted on 2027-07-05 and waits for approval.',
    ])
  })

  it('drafts the end of a contract for the same last day a day apart on both sides of the date line', async () => {
    const { ctx } = roll.workspace
    for (const name of ['kiri', 'pago'])
      await ctx.db.updateTable('identities').set({ ends_on: '2027-08-15' }).where('user_name', '=', `${name}@acme.test`).execute()
    const at = (instant: string) => draftDue({ ...ctx, clock: { now: () => new Date(instant) } })
    const drafted = async () => (await roll.ada.call(listPlans)).items.map(({ title, startsAt }) => `${title} ${startsAt}`).toSorted()
    await roll.ada.call(writePlaybookSettings, { body: { timeZone: 'UTC', daysAhead: 1 } })
    await at('2027-08-14T09:59:00Z')
    expect(await drafted()).toEqual([])
    await at('2027-08-14T10:01:00Z') // the 15th, one minute old, for Kiritimati; the evening of the 13th for Pago Pago
    expect(await drafted()).toEqual(['kiri leaves 2027-08-15T10:00:00.000Z'])
    await at('2027-08-15T11:01:00Z')
    await at('2027-08-15T12:01:00Z')
    expect(await drafted()).toEqual(['kiri leaves 2027-08-15T10:00:00.000Z', 'pago leaves 2027-08-16T11:00:00.000Z'])
  })

  it('follows a person who moves, and refuses a zone that nobody knows', async () => {
    await roll.workspace.ctx.db.updateTable('identities').set({ time_zone: 'Asia/Tokyo', changed: true }).where('user_name', '=', 'berta@acme.test').execute()
    await correlate(roll.workspace.ctx)
    expect(await endOf('berta', '2027-06-30')).toEqual(['2027-06-30T15:00:00.000Z', 'Asia/Tokyo'])
    const body = { playbook: 'leaver' as const, personId: personId('berta'), when: { at: 'end_of_day' as const, day: '2027-06-30', timeZone: 'Mars/Olympus' } }
    expect(await roll.ada.refusal(previewPlaybook, { body })).toMatchObject({ code: 'bad_request', at: 'when.timeZone' })
    expect(await roll.ada.refusal(draftPlaybook, { body })).toMatchObject({ code: 'bad_request' })
  })
})
