import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engagement, importEngagement, listEngagements, readEngagement, readTranscript } from '@rollcall/contract'
import { z } from 'zod'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const folder = join(import.meta.dirname, '../../../../shared/data/calls')
const index = join(folder, 'index.json')
const Call = z.object({ file: z.string(), company: z.string() })

// Real recordings are not ours to ship: these facts are checked where the data lies beside the repository.
describe.skipIf(!existsSync(index))('twelve real calls of up to 95 minutes (skipped without ../shared/data/calls)', () => {
  const calls = existsSync(index) ? z.array(Call).parse(JSON.parse(readFileSync(index, 'utf8'))) : []
  const read = new Map<string, Engagement>()
  let workspace: Workspace
  let ada: Client
  beforeAll(async () => {
    workspace = await startWorkspace()
    ada = await signInAdmin(workspace)
    for (const { file, company } of calls) {
      const details = { title: company, startedAt: '2020-07-01T00:00:00.000Z' }
      const body = { fileName: file, transcript: readFileSync(join(folder, file), 'utf8'), details }
      const { id } = await ada.call(importEngagement, { body })
      read.set(
        file,
        await eventually(
          () => ada.call(readEngagement, { params: { id } }),
          ({ state }) => state === 'matched',
        ),
      )
    }
  })
  afterAll(() => workspace.stop())

  it.each(calls)('$company is there whole', async ({ file }) => {
    const call = read.get(file)
    expect(call).toMatchObject({ state: 'matched', failure: null, match: { method: 'none' } })
    expect(call?.speakers.length).toBeGreaterThan(5)
    expect(call?.speakers.every(speaker => speaker.talkSeconds > 0)).toBe(true)
    expect(call?.metrics.find(metric => metric.id === 'interactivity')?.value).toBeGreaterThan(0)
    expect(call?.trackers.length).toBeGreaterThan(0)
    expect(call?.brief).toMatchObject({ engine: 'extractive', reason: null })
    const { utterances } = await ada.call(readTranscript, { params: { id: call?.id ?? '' } })
    expect(utterances.length).toBeGreaterThan(250)
    const heard = call?.moments.filter(moment => moment.kind === 'tracker') ?? []
    expect(heard.length).toBe(call?.trackers.reduce((sum, { count }) => sum + count, 0))
    for (const { utterance, offset, length } of heard) expect(utterances[utterance]?.text.length).toBeGreaterThanOrEqual(offset + length)
  })

  it('are found by what was said in them', async () => {
    const { items } = await ada.call(listEngagements, { query: { q: 'phosphate fertilizer' } })
    expect(items.map(item => item.title)).toContain('Mosaic Company')
    expect(items.every(item => item.snippet?.includes('<<'))).toBe(true)
  })
})
