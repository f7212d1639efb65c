import { describe, expect, it } from 'vitest'
import { readTranscript } from './index.ts'

const read = (body: unknown) => readTranscript(new TextEncoder().encode(JSON.stringify(body)), 'auto', 'call.json')

describe('AssemblyAI', () => {
  it('reads utterances in milliseconds, letters as speakers, names as they are', () => {
    const transcript = read({
      id: 'x',
      status: 'completed',
      language_code: 'en_us',
      text: 'Hello. Hi.',
      utterances: [
        { speaker: 'A', start: 250, end: 1650, text: 'Hello.' },
        { speaker: 'Ann Lee', start: 1700, end: 2000, text: 'Hi.' },
      ],
      words: [],
    })
    expect(transcript).toMatchObject({ format: 'assemblyai', language: 'en_us', speakers: ['Speaker A', 'Ann Lee'] })
    expect(transcript.utterances[0]).toEqual({ speaker: 0, start: 0.25, end: 1.65, text: 'Hello.' })
  })

  it('groups words where nobody was told apart', () => {
    const words = [
      { text: 'One', start: 0, end: 300, speaker: null },
      { text: 'two.', start: 300, end: 700, speaker: null },
    ]
    expect(read({ id: 'x', status: 'completed', text: 'One two.', utterances: null, words }).utterances).toEqual([
      { speaker: 0, start: 0, end: 0.7, text: 'One two.' },
    ])
  })

  it('refuses a failed transcription with its reason', () => {
    expect(() => read({ id: 'x', status: 'error', error: 'Download error', text: null })).toThrow(
      expect.objectContaining({ code: 'file_unreadable', message: expect.stringContaining('Download error') }),
    )
  })
})
