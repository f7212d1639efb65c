import { describe, expect, it } from 'vitest'
import { discoveryCall, discoveryParticipants } from './call-under-test.ts'
import { momentsOf } from './moments.ts'
import { sentencesOf } from './sentences.ts'
import { speakersOf } from './speakers.ts'
import { compileTrackers } from './tracker-scan.ts'
import { turnsOf } from './turns.ts'

const competitor = { id: '6f0c5f1e-0d5c-4b0b-9a3e-0d9c8b7a6f5e', name: 'Competitor 1', phrases: ['Gong'], enabled: true }
const utterances = discoveryCall.utterances.map((utterance, index) => ({ index, ...utterance }))
const turns = turnsOf(utterances)
const speakers = speakersOf(discoveryCall, discoveryParticipants, { ownerEmail: 'maya@rollcall.example', internalDomains: ['rollcall.example'] })
const moments = momentsOf({ utterances, sentences: sentencesOf(utterances, turns), speakers }, compileTrackers([competitor])(utterances, turns))
const sentences = (kind: string) => moments.filter(moment => moment.kind === kind).map(({ side, sentence }) => `${side}: ${sentence}`)

describe('moments of a discovery call', () => {
  it('say which side named the competitor (CG-63), where, and in which sentence', () => {
    const [hit, ...more] = moments.filter(({ kind }) => kind === 'tracker')
    expect(more).toEqual([])
    expect(hit).toMatchObject({
      trackerId: competitor.id,
      name: 'Competitor 1',
      phrase: 'Gong',
      side: 'customer',
      sentence: 'We ran a trial with Gong two years ago.',
    })
    const said = utterances[hit?.utterance ?? -1]
    expect(said?.text.slice(hit?.offset, (hit?.offset ?? 0) + (hit?.length ?? 0))).toBe('Gong')
    expect(hit?.at).toBeGreaterThan(said?.start ?? Infinity)
    expect(hit?.at).toBeLessThan(said?.end ?? 0)
  })

  it('quote the next steps of both sides (CG-19) and nothing else', () => {
    expect(sentences('next_step')).toEqual([
      'rep: I can check with my finance team whether quarterly billing is possible.',
      "rep: So next steps: I'll send you the security questionnaire and the SOC 2 report by Thursday, so that your security team can start the review.",
      "customer: I'll introduce you to Linda by email this week, so she's not surprised.",
      'customer: And I can put together the list of the fifteen people for the pilot.',
      "rep: I'll also draft a pilot plan with the success criteria we just discussed and share it with you on Monday.",
      'rep: Should we meet again next Wednesday at ten to go through it?',
      'customer: Can you also send me the recording of this call?',
      "rep: Of course, I'll send the recording right after the call.",
      'customer: Thanks a lot, talk to you on Wednesday.',
    ])
  })

  it('hold the talk about the price, not the cost of the problem', () => {
    expect(sentences('pricing')).toEqual([
      'customer: The other problem was the price, it was about one hundred and sixty dollars per user per month and our CFO just said no.',
      'customer: We have around ninety thousand dollars in the enablement budget for this year.',
      "rep: For one hundred and twenty seats our list price would be sixty dollars per seat per month, that's about eighty-six thousand a year.",
      'rep: For a two-year contract we can do a fifteen percent discount.',
      "customer: We'd need quarterly billing though, our finance team doesn't like paying up front.",
      'rep: I can check with my finance team whether quarterly billing is possible.',
    ])
  })

  it('hold real questions, no greetings and no tags', () => {
    const asked = sentences('question')
    expect(asked).toContain('rep: And who else needs to be involved in the decision?')
    expect(asked).toContain('customer: What happens if there are two open opportunities on the account?')
    expect(asked.filter(question => /how are you|hear me|does that work|right\?|any other questions/i.test(question))).toEqual([])
  })

  it('stand in the order of the call', () => {
    expect(moments.map(({ at }) => at)).toEqual(moments.map(({ at }) => at).toSorted((a, b) => a - b))
  })
})
