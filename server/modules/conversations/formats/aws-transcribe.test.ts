import { describe, expect, it } from 'vitest'
import { readTranscript } from './index.ts'

const read = (results: unknown) =>
  readTranscript(new TextEncoder().encode(JSON.stringify({ jobName: 'j', accountId: '1', status: 'COMPLETED', results })), 'auto', 'call.json')
const spoken = (content: string, start: string, end: string, speaker?: string) => ({
  type: 'pronunciation',
  start_time: start,
  end_time: end,
  alternatives: [{ confidence: '1.0', content }],
  ...(speaker ? { speaker_label: speaker } : {}),
})
const mark = (content: string) => ({ type: 'punctuation', alternatives: [{ confidence: '0.0', content }] })

describe('Amazon Transcribe', () => {
  it('puts punctuation to its word and parts speakers', () => {
    const transcript = read({
      language_code: 'en-US',
      transcripts: [{ transcript: "I've been on hold. Sorry." }],
      items: [
        spoken("I've", '4.87', '5.02', 'spk_0'),
        spoken('been', '5.02', '5.17', 'spk_0'),
        spoken('on', '5.2', '5.3', 'spk_0'),
        spoken('hold', '5.3', '5.6', 'spk_0'),
        mark('.'),
        spoken('Sorry', '8.49', '8.88', 'spk_1'),
        mark('.'),
      ],
    })
    expect(transcript).toMatchObject({ format: 'aws_transcribe', language: 'en-US', speakers: ['Speaker 0', 'Speaker 1'] })
    expect(transcript.utterances).toEqual([
      { speaker: 0, start: 4.87, end: 5.6, text: "I've been on hold." },
      { speaker: 1, start: 8.49, end: 8.88, text: 'Sorry.' },
    ])
  })

  it('finds older speakers by the start of the word', () => {
    const segments = [
      { items: [{ start_time: '0.0', end_time: '0.5', speaker_label: 'spk_1' }] },
      { items: [{ start_time: '0.5', end_time: '1.0', speaker_label: 'spk_0' }] },
    ]
    expect(read({ items: [spoken('Yes', '0.0', '0.5'), spoken('no', '0.5', '1.0')], speaker_labels: { segments } }).speakers).toEqual([
      'Speaker 1',
      'Speaker 0',
    ])
  })

  it('takes a channel for a speaker', () => {
    const channels = [
      { channel_label: 'ch_0', items: [spoken('Later', '2', '2.5')] },
      { channel_label: 'ch_1', items: [spoken('First', '0', '0.5')] },
    ]
    const transcript = read({ items: [], channel_labels: { channels } })
    expect(transcript.utterances.map(({ speaker, text }) => [transcript.speakers[speaker], text])).toEqual([
      ['Speaker 1', 'First'],
      ['Speaker 0', 'Later'],
    ])
  })
})
