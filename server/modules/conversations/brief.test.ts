import { expect, it } from 'vitest'
import { spokenOf } from './call-under-test.ts'
import { writeBrief } from './brief.ts'
import type { BriefEngine } from './brief.ts'

const sentence = { text: 'They want it by March.', utterances: [0], owner: null }
const engine = (summary = [sentence]): BriefEngine & { asked: number } => {
  const made = { id: 'test', asked: 0, write: async () => ((made.asked += 1), { summary, actionItems: [] }) }
  return made
}
const input = (durationSeconds: number) => ({ ...spokenOf(['Ann: We want it by March.']), speakers: [], durationSeconds })

it('is not written below ten minutes, and says so (CG-186)', async () => {
  const short = engine()
  expect(await writeBrief(input(599.999), short)).toEqual({
    engine: 'test',
    summary: [],
    actionItems: [],
    reason: 'No brief: the call lasted 9 minutes, and calls of less than ten minutes get none.',
  })
  expect(short.asked).toBe(0)
  expect((await writeBrief(input(59), engine())).reason).toContain('59 seconds')
})

it('is written from ten minutes on', async () => {
  expect(await writeBrief(input(600), engine())).toEqual({ engine: 'test', summary: [sentence], actionItems: [], reason: null })
})

it('gives a reason when there is nothing to say, and hands an engine’s failure on', async () => {
  expect((await writeBrief(input(700), engine([]))).reason).toBe('No brief: nothing said on this call stands for it.')
  await expect(writeBrief(input(700), { id: 'broken', write: () => Promise.reject(new Error('no model')) })).rejects.toThrow('no model')
})
