import { expect, it } from 'vitest'
import { Brief, Metric, Moment, Speaker, Utterance } from '@rollcall/contract'
import { analyse } from './analysis.ts'
import { discoveryCall, discoveryParticipants, transcriptOf } from './call-under-test.ts'
import { defaultTrackers } from './default-trackers.ts'
import { extractiveBrief } from './extractive-brief.ts'
import { compileTrackers } from './tracker-scan.ts'

const options = {
  participants: discoveryParticipants,
  ownerEmail: 'maya@rollcall.example',
  internalDomains: ['rollcall.example'],
  trackers: compileTrackers(defaultTrackers.map((tracker, index) => ({ ...tracker, id: `00000000-0000-4000-8000-00000000000${index}` }))),
  briefEngine: extractiveBrief,
}

it('makes records of the contract out of a transcript', async () => {
  const analysis = await analyse(discoveryCall, options)
  expect(Speaker.array().parse(analysis.speakers)).toEqual(analysis.speakers)
  expect(Utterance.array().parse(analysis.utterances)).toEqual(analysis.utterances)
  expect(Metric.array().parse(analysis.metrics)).toEqual(analysis.metrics)
  expect(Moment.array().parse(analysis.moments)).toEqual(analysis.moments)
  expect(Brief.parse(analysis.brief)).toEqual(analysis.brief)
  expect(analysis).toMatchObject({ language: 'en', durationSeconds: discoveryCall.utterances.at(-1)?.end })
  expect(analysis.metrics.map(({ id }) => id).toSorted()).toEqual(Metric.shape.id.options.toSorted())
  expect(new Set(analysis.moments.filter(({ kind }) => kind === 'tracker').map(({ name }) => name))).toEqual(
    new Set(['Impact', 'Pain', 'Budget', 'Need', 'Background', 'Use Case', 'Timing', 'Authority']),
  )
})

it('makes the rest of a short call, without a brief', async () => {
  const { brief, moments } = await analyse(transcriptOf(["Maya Chen: I'll send you the contract tomorrow.", 'Tom Becker: Thanks.']), options)
  expect(brief).toMatchObject({ summary: [], reason: expect.stringContaining('less than ten minutes') })
  expect(moments.map(({ kind, side }) => `${kind} ${side}`)).toEqual(['next_step rep'])
})

it('takes hostile words as words', async () => {
  const { moments } = await analyse(
    transcriptOf([`Maya Chen: ${'budget '.repeat(20_000)}`, `Tom Becker: ${'<script>alert("budget")</script>?'.repeat(3000)}`], 0.1),
    options,
  )
  expect(moments.filter(({ name }) => name === 'Budget').length).toBe(23_000)
})
