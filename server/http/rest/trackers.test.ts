import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createTracker,
  deleteTracker,
  importEngagement,
  listAudit,
  listEngagements,
  listTrackers,
  readEngagement,
  updateParticipants,
  updateTracker,
} from '@rollcall/contract'
import { seedTrackers } from '@rollcall/server/modules/conversations/index.ts'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const said = (words: string) => `WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nCora: ${words}\n`

describe('trackers', () => {
  let workspace: Workspace
  let ada: Client
  beforeAll(async () => {
    workspace = await startWorkspace()
    ada = await signInAdmin(workspace)
  })
  afterAll(() => workspace.stop())

  const list = () => ada.call(listTrackers)
  const counts = async (id: string) => (await list()).items.find(tracker => tracker.id === id)
  const scanned = () => eventually(list, ({ rescanning }) => rescanning === 0)
  const momentsOf = async (engagementId: string, trackerId: string) =>
    (await ada.call(readEngagement, { params: { id: engagementId } })).moments.filter(moment => moment.trackerId === trackerId)
  const importCall = async (words: string): Promise<string> => {
    const { id } = await ada.call(importEngagement, { body: { fileName: 'call.vtt', transcript: said(words) } })
    await eventually(
      () => ada.call(readEngagement, { params: { id } }),
      ({ state }) => state === 'matched',
    )
    return id
  }

  it('begin with those of the guide, once', async () => {
    const { items } = await list()
    expect(items.map(tracker => tracker.name)).toEqual([
      'Authority',
      'Background',
      'Budget',
      'Competitor 1',
      'Impact',
      'Metrics',
      'Need',
      'Pain',
      'Timing',
      'Use Case',
    ])
    const [first] = items
    await ada.call(deleteTracker, { params: { id: first?.id ?? '' } })
    await seedTrackers(workspace.ctx)
    expect((await list()).items).toHaveLength(items.length - 1)
  })

  it('are looked for in past calls when they are made and when their phrases change', async () => {
    const calls = [await importCall('We use Globex, and Globex again.'), await importCall('Hooli is what we use.'), await importCall('Neither of them.')]
    const { id } = await ada.call(createTracker, { body: { name: 'Rivals', phrases: ['globex'], enabled: true } })
    await scanned()
    expect(await counts(id)).toMatchObject({ engagements: 1, hits: 2 })
    expect(await momentsOf(calls[0] ?? '', id)).toMatchObject([
      { name: 'Rivals', phrase: 'globex', offset: 7 },
      { name: 'Rivals', phrase: 'globex', offset: 19 },
    ])
    expect((await ada.call(listEngagements, { query: { trackerId: id } })).items.map(item => item.id)).toEqual([calls[0]])

    await ada.call(updateTracker, { params: { id }, body: { name: 'Competition', phrases: ['hooli'], enabled: true } })
    await scanned()
    expect(await momentsOf(calls[0] ?? '', id)).toEqual([])
    expect(await momentsOf(calls[1] ?? '', id)).toMatchObject([{ name: 'Competition', phrase: 'hooli' }])
    expect((await ada.call(listEngagements, { query: { trackerId: id } })).items).toMatchObject([
      { id: calls[1], trackers: [{ name: 'Competition', count: 1 }] },
    ])
  })

  it('are heard in new calls, and go by the sides that are known later', async () => {
    const { id } = await ada.call(createTracker, { body: { name: 'Fruit', phrases: ['pomegranate'], enabled: true } })
    await scanned()
    const call = await importCall('A pomegranate, please.')
    await ada.call(updateParticipants, { params: { id: call }, body: { participants: [{ name: 'Cora', email: 'cora@acme.test' }] } })
    await eventually(
      () => momentsOf(call, id),
      ([moment]) => moment?.side === 'customer',
    )
    await workspace.ctx.enqueue('scan-trackers', {})
    await ada.call(updateTracker, { params: { id }, body: { name: 'Fruit', phrases: ['pomegranate', 'a pomegranate'], enabled: true } })
    await scanned()
    expect(await momentsOf(call, id)).toMatchObject([{ phrase: 'a pomegranate', side: 'customer' }])
    expect(await counts(id)).toMatchObject({ engagements: 1, hits: 1 })
  })

  it('lose their moments when they are switched off, and get them back', async () => {
    const call = await importCall('The quetzal is a bird.')
    const body = { name: 'Birds', phrases: ['quetzal'], enabled: false }
    const { id } = await ada.call(createTracker, { body })
    expect((await list()).rescanning).toBe(0)
    await ada.call(updateTracker, { params: { id }, body: { ...body, enabled: true } })
    await scanned()
    expect(await momentsOf(call, id)).toHaveLength(1)
    await ada.call(updateTracker, { params: { id }, body })
    expect(await momentsOf(call, id)).toEqual([])
  })

  it('are deleted with their moments', async () => {
    const call = await importCall('An okapi is no bird.')
    const { id } = await ada.call(createTracker, { body: { name: 'Beasts', phrases: ['okapi'], enabled: true } })
    await scanned()
    expect(await momentsOf(call, id)).toHaveLength(1)
    await ada.call(deleteTracker, { params: { id } })
    expect(await momentsOf(call, id)).toEqual([])
    expect(await ada.refusal(deleteTracker, { params: { id } })).toMatchObject({ code: 'not_found' })
    const actions = (await ada.call(listAudit, { query: { limit: 200 } })).items.filter(entry => entry.subject === id).map(entry => entry.action)
    expect(actions).toEqual(['tracker.deleted', 'tracker.created'])
  })

  it('have names of their own', async () => {
    const body = { name: 'Twin', phrases: [], enabled: true }
    const { id } = await ada.call(createTracker, { body })
    expect(await ada.refusal(createTracker, { body: { ...body, name: 'TWIN' } })).toMatchObject({ code: 'conflict', at: 'name' })
    expect(await ada.refusal(updateTracker, { params: { id }, body: { ...body, name: 'budget' } })).toMatchObject({ code: 'conflict', at: 'name' })
    expect((await list()).items.filter(tracker => tracker.name.toLowerCase() === 'twin')).toHaveLength(1)
  })
})
