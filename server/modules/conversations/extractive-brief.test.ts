import { describe, expect, it } from 'vitest'
import { discoveryCall, discoveryParticipants, transcriptOf } from './call-under-test.ts'
import type { Transcript } from './formats/index.ts'
import { extractiveBrief } from './extractive-brief.ts'
import { sentencesOf } from './sentences.ts'
import { speakersOf } from './speakers.ts'
import { turnsOf } from './turns.ts'

const inputOf = (transcript: Transcript) => {
  const utterances = transcript.utterances.map((utterance, index) => ({ index, ...utterance }))
  return {
    utterances,
    sentences: sentencesOf(utterances, turnsOf(utterances)),
    speakers: speakersOf(transcript, discoveryParticipants, { ownerEmail: 'maya@rollcall.example', internalDomains: ['rollcall.example'] }),
    durationSeconds: utterances.at(-1)?.end ?? 0,
  }
}

describe('the extractive brief of a discovery call', async () => {
  const input = inputOf(discoveryCall)
  const { summary, actionItems } = await extractiveBrief.write(input)

  it('says what the call was about in four to seven sentences', () => {
    expect(summary.length).toBeGreaterThanOrEqual(4)
    expect(summary.length).toBeLessThanOrEqual(7)
    const text = summary.map(sentence => sentence.text).join(' ')
    expect(text).toContain('New reps take about seven months to ramp')
    expect(text).toContain('Linda Osei')
    expect(text).toContain('sixty dollars per seat')
  })

  it('keeps small talk and the running of the call out of it', () => {
    expect(summary.map(({ text }) => text).filter(text => /good to see you|hear me|share my screen|thanks|sorry|bye|\?$/i.test(text))).toEqual([])
  })

  it('cites the utterances of each sentence, in the order of the call', () => {
    for (const { text, utterances } of summary) {
      const said = utterances.map(index => input.utterances[index]?.text).join(' ')
      expect(said).toContain(text.slice(10, -1))
    }
    expect(summary.map(({ utterances }) => utterances[0])).toEqual(summary.map(({ utterances }) => utterances[0]).toSorted((a, b) => (a ?? 0) - (b ?? 0)))
  })

  it('lists who promised what, each promise once', () => {
    expect(actionItems.map(({ owner, text }) => `${owner}: ${text}`)).toEqual([
      'Maya Chen: I can check with my finance team whether quarterly billing is possible.',
      "Maya Chen: Next steps: I'll send you the security questionnaire and the SOC 2 report by Thursday, so that your security team can start the review.",
      "Tom Becker: I'll introduce you to Linda by email this week, so she's not surprised.",
      'Priya Nair: I can put together the list of the fifteen people for the pilot.',
      "Maya Chen: I'll also draft a pilot plan with the success criteria we just discussed and share it with you on Monday.",
      "Maya Chen: I'll send the recording right after the call.",
    ])
  })

  it('is the same twice', async () => {
    expect(await extractiveBrief.write(inputOf(discoveryCall))).toEqual({ summary, actionItems })
  })
})

describe('owners', () => {
  const ownersOf = async (...lines: string[]) => (await extractiveBrief.write(inputOf(transcriptOf(lines)))).actionItems.map(({ owner }) => owner)

  it('are the speaker, the person asked, the person named, or nobody', async () => {
    expect(await ownersOf("Ann: I'll send you the deck tomorrow.", 'Bob: Great.')).toEqual(['Ann'])
    expect(await ownersOf('Ann: Can you send me the contract?', 'Bob: Sure.')).toEqual(['Bob'])
    expect(await ownersOf('Ann: Can you send me the contract?', 'Bob: Sure.', 'Carl: Yes.')).toEqual([null])
    expect(await ownersOf('Ann: Carl will send you the contract.', 'Bob: Sure.', 'Carl Ode: Yes.')).toEqual(['Carl Ode'])
    expect(await ownersOf("Ann: We'll send you the contract.", 'Bob: Sure.')).toEqual([null])
  })

  it('are those whom the plan at the end names', async () => {
    expect(await ownersOf('Ann: I send the contract by Friday.', 'Bob: Great.')).toEqual(['Ann'])
    expect(await ownersOf('Ann: Then Bob sends the floor plan by Friday.', 'Bob: Yes.', 'Carl: Yes.')).toEqual(['Bob'])
    expect(await ownersOf('Ann: Send me the floor plan.', 'Bob: Sure.')).toEqual(['Bob'])
  })

  it('are the speaker where the listener will have something', async () => {
    expect(await ownersOf('Ann: You’ll have that by tomorrow.', 'Bob: Good.')).toEqual(['Ann'])
    expect(await ownersOf('Ann: You’ll have to send it by tomorrow.', 'Bob: Good.')).toEqual(['Bob'])
  })

  it('do not lose a promise to another that has only its day in common', async () => {
    expect(await ownersOf('Ann: I’ll send you the contract tomorrow.', 'Bob: And the rest?', 'Ann: You’ll have it by tomorrow.')).toEqual(['Ann', 'Ann'])
  })

  it('are asked for promises only', async () => {
    expect(await ownersOf('Ann: Should we meet again on Monday?', 'Bob: We look forward to speaking with you next week.')).toEqual([])
  })
})

it('finds nothing in a call where nothing is said', async () => {
  expect(await extractiveBrief.write(inputOf(transcriptOf(['Ann: Hello?', 'Bob: Yes.', 'Ann: Thanks, bye.'])))).toEqual({ summary: [], actionItems: [] })
})

it('quotes without fillers and stutters', async () => {
  const { summary } = await extractiveBrief.write(
    inputOf(
      transcriptOf(['Ann: And, um, we we expect, you know, the pilot with the pilot team in the the second quarter, uh, to cut the cost of the pilot team.']),
    ),
  )
  expect(summary.map(({ text }) => text)).toEqual(['We expect the pilot with the pilot team in the second quarter, to cut the cost of the pilot team.'])
})
