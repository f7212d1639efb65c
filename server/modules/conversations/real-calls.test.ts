import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { analyse } from './analysis.ts'
import { participant } from './call-under-test.ts'
import { defaultTrackers } from './default-trackers.ts'
import { extractiveBrief } from './extractive-brief.ts'
import { readTranscript } from './formats/index.ts'
import { compileTrackers } from './tracker-scan.ts'
import { turnsOf } from './turns.ts'

// Twelve recorded earnings calls with their recogniser's mistakes. They are not part of this repository; without them nothing is tested here.
const folder = new URL('../../../../shared/data/calls/', import.meta.url)
const present = existsSync(folder)

// Found by reading the files: distinct labels, end of the last cue, number of cues. The published speaker counts of two calls
// (12 and 17) count people whose words the recogniser gave to others.
const calls = [
  { file: '4330115.vtt', speakers: 8, seconds: 2456.66, cues: 298 },
  { file: '4344338.vtt', speakers: 7, seconds: 2720.92, cues: 329 },
  { file: '4344866.vtt', speakers: 10, seconds: 3272.08, cues: 399 },
  { file: '4346923.vtt', speakers: 20, seconds: 4698.56, cues: 542 },
  { file: '4359732.vtt', speakers: 13, seconds: 4887, cues: 595 },
  { file: '4360366.vtt', speakers: 15, seconds: 3900.93, cues: 481 },
  { file: '4360674.vtt', speakers: 9, seconds: 3594.15, cues: 403 },
  { file: '4360717.vtt', speakers: 15, seconds: 4508.36, cues: 553 },
  { file: '4361631.vtt', speakers: 10, seconds: 4409.76, cues: 454 },
  { file: '4363614.vtt', speakers: 15, seconds: 5587.22, cues: 656 },
  { file: '4364366.vtt', speakers: 6, seconds: 3504.05, cues: 405 },
  { file: '4365948.vtt', speakers: 6, seconds: 2518.44, cues: 302 },
]
const trackers = compileTrackers(defaultTrackers.map((tracker, index) => ({ ...tracker, id: `00000000-0000-4000-8000-00000000000${index}` })))
const read = (file: string) => readTranscript(readFileSync(new URL(file, folder)), 'auto', file)
const analyseCall = (file: string) =>
  analyse(read(file), {
    participants: [participant('Host', null, { speaker: 'Speaker 2', side: 'rep' })],
    ownerEmail: null,
    internalDomains: [],
    trackers,
    briefEngine: extractiveBrief,
  })
const analyses = new Map(present ? calls.map(({ file }) => [file, analyseCall(file)]) : [])
const analysed = async (file: string) => (await analyses.get(file)) ?? analyseCall(file)

describe.skipIf(!present)('twelve real calls (skipped when ../shared is not there)', () => {
  it.each(calls)('$file is read whole', ({ file, speakers, seconds, cues }) => {
    const transcript = read(file)
    expect(transcript.format).toBe('webvtt')
    expect(transcript.speakers).toHaveLength(speakers)
    expect(transcript.speakers.every(label => /^Speaker \d+$/.test(label))).toBe(true)
    expect(transcript.utterances).toHaveLength(cues)
    expect(Math.max(...transcript.utterances.map(({ end }) => end))).toBe(seconds)
  })

  it('count the changes of speaker that the files hold', () => {
    expect(['4330115.vtt', '4360674.vtt', '4365948.vtt'].map(file => turnsOf(read(file).utterances).length - 1)).toEqual([42, 42, 40])
  })

  it('add up the seconds of each speaker', async () => {
    const { speakers, metrics } = await analysed('4330115.vtt')
    expect(speakers.map(({ talkSeconds }) => talkSeconds)).toEqual([64.19, 107.93, 1144.75, 730.45, 58.54, 46.26, 82.12, 70.81])
    expect(metrics.find(({ id }) => id === 'talk_ratio_speaking')?.value).toBe(0.4966)
    expect(metrics.find(({ id }) => id === 'talk_ratio_total')?.value).toBe(0.466)
  })

  it.each(calls)('$file: every moment points at its words', async ({ file }) => {
    const { moments, utterances, durationSeconds } = await analysed(file)
    const lost = moments.filter(({ utterance, offset, length, at, sentence, speaker }) => {
      const said = utterances[utterance]
      const words = said?.text.slice(offset, offset + length) ?? ''
      return words.length !== length || length === 0 || !sentence.includes(words) || at < 0 || at > durationSeconds || said?.speaker !== speaker
    })
    expect(lost).toEqual([])
    expect(moments.filter(({ kind }) => kind === 'question').length).toBeGreaterThan(5)
  })

  it.each(calls)('$file: the brief is about the company, not about the call', async ({ file }) => {
    const { brief, utterances } = await analysed(file)
    expect(brief.summary.length).toBeGreaterThanOrEqual(4)
    expect(brief.summary.length).toBeLessThanOrEqual(7)
    const empty = /operator|press star|forward[- ]looking|good (?:morning|afternoon)|thank|question|conference call|welcome|\?$/i
    expect(brief.summary.map(({ text }) => text).filter(text => empty.test(text))).toEqual([])
    expect(brief.summary.flatMap(sentence => sentence.utterances).filter(index => utterances[index] === undefined)).toEqual([])
    expect(brief.actionItems.length).toBeLessThanOrEqual(2)
  })

  it('find the one follow-up that the host of the textile call announced, and no other', async () => {
    const { moments } = await analysed('4330115.vtt')
    expect(moments.filter(({ kind }) => kind === 'next_step').map(({ sentence }) => sentence)).toEqual([
      'And again, thanks to everyone for your participation and your interest in coal, we look forward to updating you on our progress next quarter.',
    ])
  })

  it('hear no price negotiation in reports of revenue and market prices', async () => {
    const pricing = await Promise.all(
      calls.map(async ({ file }) => (await analysed(file)).moments.filter(({ kind }) => kind === 'pricing').map(({ sentence }) => sentence)),
    )
    expect(pricing.flat().length).toBeLessThanOrEqual(3)
  })
})
