import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  deleteEngagement,
  type EngagementDetails,
  importEngagement,
  listAudit,
  listDeliveries,
  listEngagements,
  listTrackers,
  Problem,
  readEngagement,
  readMe,
  readTranscript,
  updateParticipants,
} from '@rollcall/contract'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const cue = (number: number, words: string) => `\n${number}\n00:00:${10 + number}.000 --> 00:00:${11 + number}.000\n${words}\n`
const transcriptOf = (...said: string[]) => `WEBVTT\n${said.map((words, index) => cue(index + 1, words)).join('')}`
const nobody = '00000000-0000-4000-8000-000000000000'

describe('engagements', () => {
  let workspace: Workspace
  let ada: Client
  beforeAll(async () => {
    workspace = await startWorkspace()
    ada = await signInAdmin(workspace)
  })
  afterAll(() => workspace.stop())

  const importCall = (transcript: string, details: EngagementDetails = {}, fileName = 'call.vtt') =>
    ada.call(importEngagement, { body: { fileName, transcript, details } })
  const read = (id: string) => ada.call(readEngagement, { params: { id } })
  const settled = (id: string) =>
    eventually(
      () => read(id),
      ({ state }) => state === 'matched',
    )
  const total = async () => (await ada.call(listEngagements)).total
  const audited = async (subject: string) =>
    (await ada.call(listAudit, { query: { limit: 200 } })).items.filter(entry => entry.subject === subject).map(entry => entry.action)
  const sendForm = async (parts: Record<string, string | Blob>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(parts)) form.set(name, value)
    const reply = await fetch(`${workspace.url}/api/v1/engagements`, { method: 'POST', headers: ada.headers, body: form })
    return { status: reply.status, body: (await reply.json()) as { id: string; created: boolean; title: string } }
  }

  describe('importing', () => {
    it('keeps what was said, and says who said it once the participants are known', async () => {
      const transcript = transcriptOf('Ada Admin: What does it cost you today?', 'Cora: Too much. I will send you the numbers tomorrow.')
      const participants = [
        { name: 'Ada Admin', email: 'ada@rollcall.test' },
        { name: 'Cora Customer', email: 'cora@acme.test', title: 'CFO', speaker: 'Cora' },
      ]
      const { id, created } = await importCall(transcript, { title: 'First call', startedAt: '2026-10-01T10:00:00.000Z', participants })
      expect(created).toBe(true)
      const call = await settled(id)
      expect(call.speakers).toMatchObject([
        { name: 'Ada Admin', side: 'rep' },
        { label: 'Cora', name: 'Cora Customer', title: 'CFO', side: 'customer' },
      ])
      expect(call.moments).toContainEqual(expect.objectContaining({ kind: 'next_step', side: 'customer', sentence: 'I will send you the numbers tomorrow.' }))
      expect(call.metrics.find(metric => metric.id === 'question_rate')?.value).toBeGreaterThan(0)
      const { utterances } = await ada.call(readTranscript, { params: { id } })
      expect(utterances.map(({ index, speaker, text }) => [index, speaker, text])).toEqual([
        [0, 0, 'What does it cost you today?'],
        [1, 1, 'Too much. I will send you the numbers tomorrow.'],
      ])
      expect(await audited(id)).toEqual(['engagement.imported'])
    })

    it('answers the engagement that is there when the same comes again, and keeps nothing twice', async () => {
      const transcript = transcriptOf('Ada: Hello again, this is said once.')
      const first = await importCall(transcript, { title: 'Twice' })
      const [count, again] = [await total(), await importCall(transcript, { title: 'Twice' })]
      expect(again).toEqual({ ...first, created: false })
      const byId = await importCall(transcript, { title: 'Twice', externalId: 'zoom-1' })
      expect(byId.created).toBe(true)
      expect(await importCall(transcriptOf('Ada: Other words.'), { externalId: 'zoom-1' })).toEqual({ ...byId, created: false })
      const atOnce = await Promise.all([1, 2, 3].map(() => importCall(transcript, { title: 'At once' })))
      expect(atOnce.filter(({ created }) => created)).toHaveLength(1)
      expect(new Set(atOnce.map(({ id }) => id)).size).toBe(1)
      expect(await total()).toBe(count + 2)
      expect(await audited(first.id)).toEqual(['engagement.imported'])
    })

    it('takes a form with the bytes untouched, UTF-16 and all', async () => {
      const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(transcriptOf('Åsa: Smörgåsbord für 株式会社.'), 'utf16le')])
      const details = JSON.stringify({ title: 'By form', participants: [{ name: 'Åsa', email: 'asa@acme.test' }] })
      const { status, body } = await sendForm({ details, file: new File([bytes], 'call.vtt') })
      expect({ status, ...body }).toMatchObject({ status: 200, created: true, title: 'By form' })
      expect((await ada.call(readTranscript, { params: { id: body.id } })).utterances[0]?.text).toBe('Smörgåsbord für 株式会社.')
      expect((await read(body.id)).participants).toMatchObject([{ name: 'Åsa', side: 'customer' }])
      const { body: same } = await sendForm({ file: new File([bytes], 'other-name.vtt'), details })
      expect(same).toEqual({ ...body, created: false })
    })

    it.each([
      ['an empty file', '', 'file_empty', 422],
      ['no transcript', 'Dear Sir or Madam', 'unsupported_format', 415],
      ['a transcript in which nothing is said', 'WEBVTT\n\n', 'no_speech', 422],
      ['half a JSON', '{"results": {"utterances": [', 'file_truncated', 422],
    ])('refuses %s with a sentence, and keeps nothing', async (_, transcript, code, status) => {
      const count = await total()
      const refusal = await ada.refusal(importEngagement, { body: { fileName: 'odd.vtt', transcript } })
      expect(refusal).toMatchObject({ code, status, message: expect.stringMatching(/^odd\.vtt .*\.$/) })
      expect(await total()).toBe(count)
    })

    it('refuses a form without a file, with broken details, and a file above 20 MB', async () => {
      const file = new File([transcriptOf('Ada: Hi there.')], 'call.vtt')
      const sentence = async (parts: Record<string, string | Blob>) => Problem.parse((await sendForm(parts)).body).error
      expect(await sentence({ details: '{}' })).toMatchObject({ code: 'bad_request', at: 'file' })
      expect(await sentence({ file, details: '{' })).toMatchObject({ code: 'bad_request', at: 'details' })
      expect(await sentence({ file, details: '{"startedAt": "yesterday"}' })).toMatchObject({ code: 'bad_request', at: 'details.startedAt' })
      const large = new File([new Uint8Array(20 * 1024 * 1024 + 1).fill(65)], 'large.vtt')
      expect(await sentence({ file: large })).toMatchObject({ code: 'too_large', message: 'The file is larger than 20 MB. Send a smaller file.' })
    })

    it('takes hostile names as names', async () => {
      const name = `Robert'); DROP TABLE engagements;-- <img src=x onerror=alert(1)> \u202e $1`
      const { id } = await importCall(transcriptOf(`Bob: ${name}`), { title: `${name}\0`, participants: [{ name: `\0${name}`, speaker: 'Bob' }] })
      const call = await settled(id)
      expect(call).toMatchObject({ title: name, speakers: [{ label: 'Bob', name }] })
      expect((await ada.call(listEngagements, { query: { q: name } })).items.map(item => item.id)).toEqual([id])
      expect((await ada.call(readTranscript, { params: { id } })).utterances[0]?.text).toBe(name)
    })

    it('no longer leaves the workspace empty', async () => {
      expect((await ada.call(readMe)).workspace.empty).toBe(false)
    })
  })

  describe('finding', () => {
    const count = 23
    const ids: string[] = []
    const find = (query: Record<string, unknown>) => ada.call(listEngagements, { query })
    const found = async (query: Record<string, unknown>) => (await find(query)).items.map(item => item.id)
    beforeAll(async () => {
      for (let number = 0; number < count; number++) {
        const { id } = await importCall(transcriptOf('Ada: We spoke of logistics.', `Cora: The invoices number${number} were lost in Rotterdam.`), {
          title: `Warehouse ${String.fromCharCode(97 + (number % 5))}`,
          startedAt: new Date(Date.UTC(2025, 0, 1 + Math.floor(number / 3))).toISOString(),
          kind: number % 2 === 0 ? 'meeting' : 'dialer',
          ownerEmail: number % 4 === 0 ? 'Olga@rollcall.test' : 'rita@rollcall.test',
          participants: [{ name: number === 7 ? 'Will Thorne' : 'Cora', email: 'cora@acme.test' }],
        })
        ids.push(id)
      }
      await eventually(
        () => find({ q: 'Rotterdam', limit: 200 }),
        ({ items }) => items.length === count && items.every(item => item.state === 'matched'),
      )
    })
    const warehouses = { from: '2025-01-01T00:00:00.000Z', to: '2025-02-01T00:00:00.000Z' }

    it('finds words in any form, with the place they were said', async () => {
      const { items, total: all } = await find({ q: 'invoice number13' })
      expect(items.map(item => [item.id, item.snippet])).toEqual([[ids[13], 'The <<invoices>> <<number13>> were lost in Rotterdam.']])
      expect(all).toBe(1)
      expect(await found({ q: '"lost in Rotterdam" -number13', limit: 200 })).toHaveLength(count - 1)
      expect(await found({ q: 'Will Thorne' })).toEqual([ids[7]])
      expect(await found({ q: 'zeppelin' })).toEqual([])
    })

    it.each([`'`, '"', '& | ! ( ) <->', ':*', '\\', '%', '--', '<<', '\0', 'or or or', '-'])('survives the search for %j', async q => {
      expect((await find({ q })).items.length).toBeGreaterThanOrEqual(0)
    })

    it('filters', async () => {
      expect(await found({ ...warehouses, kind: 'dialer' })).toHaveLength(11)
      expect(await found({ ...warehouses, owner: 'olga@ROLLCALL.test' })).toHaveLength(6)
      expect(await found({ ...warehouses, from: '2025-01-07T00:00:00.000Z' })).toHaveLength(5)
      expect(await found({ ...warehouses, delivery: 'none' })).toHaveLength(count)
      expect(await found({ ...warehouses, delivery: 'failed' })).toEqual([])
      expect(await found({ ...warehouses, accountId: nobody })).toEqual([])
      expect(await found({ ...warehouses, trackerId: nobody })).toEqual([])
    })

    it.each(['newest', 'oldest', 'longest', 'title'])('walks through all, %s, without a repeated or a missing row while others arrive', async sort => {
      const walked: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof find>> = await find({ ...warehouses, sort, limit: 8, ...(cursor === null ? {} : { cursor }) })
        walked.push(...page.items.map(item => item.id))
        expect(page.total).toBeGreaterThanOrEqual(count)
        cursor = page.nextCursor
        await importCall(transcriptOf('Ada: Meanwhile.'), { title: `Warehouse of ${sort} ${walked.length}`, startedAt: '2025-01-03T00:00:00.000Z' })
      } while (cursor !== null)
      expect(new Set(walked).size).toBe(walked.length)
      expect(ids.filter(id => !walked.includes(id))).toEqual([])
      const titles = (await find({ ...warehouses, sort: 'title', limit: 200 })).items.map(item => item.title.toLowerCase())
      expect(titles).toEqual(titles.toSorted())
    })

    it('refuses a cursor of another order and one that nobody gave out', async () => {
      const { nextCursor } = await find({ sort: 'newest', limit: 1 })
      expect(await ada.refusal(listEngagements, { query: { sort: 'title', cursor: nextCursor ?? '' } })).toMatchObject({ code: 'bad_request', at: 'cursor' })
      expect(await ada.refusal(listEngagements, { query: { cursor: 'made-up' } })).toMatchObject({ code: 'bad_request', at: 'cursor' })
    })
  })

  describe('changing', () => {
    it('moves speakers, sides and metrics with the participants, and finds the call by its new names', async () => {
      const { id } = await importCall(transcriptOf('S1: How much budget do you have?', 'S2: I will send you our budget plan tomorrow.'), { title: 'Sides' })
      const before = await settled(id)
      expect(before.speakers.map(speaker => speaker.side)).toEqual(['unknown', 'unknown'])
      const participants = [
        { name: 'Rita Rep', email: 'rita@rollcall.test', speaker: 'S1' },
        { name: 'Quirin Quist', email: 'q@quist.test', speaker: 'S2' },
      ]
      await ada.call(updateParticipants, { params: { id }, body: { participants } })
      const after = await settled(id)
      expect(after.speakers.map(speaker => [speaker.name, speaker.side])).toEqual([
        ['Rita Rep', 'rep'],
        ['Quirin Quist', 'customer'],
      ])
      expect(after.moments.filter(moment => moment.name === 'Budget').map(moment => moment.side)).toEqual(['rep', 'customer'])
      expect(after.moments).toHaveLength(before.moments.length)
      expect(after.metrics.find(metric => metric.id === 'talk_ratio_speaking')?.value).toBe(0.5)
      expect((await ada.call(listEngagements, { query: { q: 'quirin' } })).items.map(item => [item.id, item.participantCount])).toEqual([[id, 2]])
      expect(await audited(id)).toEqual(['engagement.participants_changed', 'engagement.imported'])
    })

    it('deletes an engagement with all that was made of it', async () => {
      const { id } = await importCall(transcriptOf('Ada: The budget is a secret word: xylophone.'), { title: 'To be deleted' })
      await settled(id)
      const hits = async () => (await ada.call(listTrackers)).items.find(tracker => tracker.name === 'Budget')?.hits ?? 0
      const before = await hits()
      await ada.call(deleteEngagement, { params: { id } })
      for (const endpoint of [readEngagement, readTranscript, listDeliveries, deleteEngagement])
        expect(await ada.refusal(endpoint, { params: { id } })).toMatchObject({ code: 'not_found' })
      expect((await ada.call(listEngagements, { query: { q: 'xylophone' } })).items).toEqual([])
      expect(await hits()).toBe(before - 1)
      for (const table of ['utterances', 'transcripts', 'analyses', 'moments', 'engagement_participants', 'deliveries'] as const) {
        const rows = await workspace.ctx.db.selectFrom(table).select('engagement_id').where('engagement_id', '=', id).execute()
        expect([table, rows]).toEqual([table, []])
      }
      expect(await audited(id)).toEqual(['engagement.deleted', 'engagement.imported'])
      expect((await importCall(transcriptOf('Ada: The budget is a secret word: xylophone.'), { title: 'To be deleted' })).created).toBe(true)
    })
  })
})
