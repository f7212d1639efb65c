import { describe, expect, it } from 'vitest'
import { readTranscript } from './index.ts'

const read = (body: unknown) => readTranscript(new TextEncoder().encode(JSON.stringify(body)), 'auto', 'call.json')
const word = (text: string, start: number, speaker?: number) => ({
  word: text.toLowerCase().replace('.', ''),
  punctuated_word: text,
  start,
  end: start + 0.4,
  ...(speaker === undefined ? {} : { speaker }),
})

describe('Deepgram', () => {
  it('reads utterances', () => {
    const utterances = [
      { start: 0.4, end: 2, transcript: 'Hello there.', speaker: 1, channel: 0 },
      { start: 2, end: 3.5, transcript: 'Hi.', speaker: 0, channel: 0 },
    ]
    const transcript = read({
      metadata: { duration: 4 },
      results: { channels: [{ detected_language: 'en', alternatives: [{ transcript: 'Hello there. Hi.' }] }], utterances },
    })
    expect(transcript).toMatchObject({ format: 'deepgram', language: 'en', speakers: ['Speaker 1', 'Speaker 0'], warnings: [] })
    expect(transcript.utterances).toEqual([
      { speaker: 0, start: 0.4, end: 2, text: 'Hello there.' },
      { speaker: 1, start: 2, end: 3.5, text: 'Hi.' },
    ])
  })

  it('groups words into utterances at a change of speaker and at a pause', () => {
    const words = [word('Hello', 0, 0), word('there.', 0.5, 0), word('Hi.', 1, 1), word('And', 1.5, 0), word('Later.', 6, 0)]
    expect(read({ results: { channels: [{ alternatives: [{ transcript: '', words }] }] } }).utterances.map(({ speaker, text }) => [speaker, text])).toEqual([
      [0, 'Hello there.'],
      [1, 'Hi.'],
      [0, 'And'],
      [0, 'Later.'],
    ])
  })

  it('takes the channel for the speaker when each party has its own', () => {
    const channel = (text: string, start: number) => ({ alternatives: [{ transcript: text, words: [word(text, start)] }] })
    const transcript = read({ results: { channels: [channel('Second.', 2), channel('First.', 1)] } })
    expect(transcript.utterances.map(({ speaker, text }) => [transcript.speakers[speaker], text])).toEqual([
      ['Speaker 1', 'First.'],
      ['Speaker 0', 'Second.'],
    ])
  })
})
