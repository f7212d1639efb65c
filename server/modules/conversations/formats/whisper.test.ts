import { describe, expect, it } from 'vitest'
import { readTranscript } from './index.ts'

const read = (json: string) => readTranscript(new TextEncoder().encode(json), 'auto', 'call.json')

describe('Whisper', () => {
  it('reads segments as one speaker', () => {
    const transcript = read(
      '{"text":" Hello. Bye.","language":"en","segments":[{"id":0,"start":0,"end":1.5,"text":" Hello."},{"id":1,"start":1.5,"end":2,"text":" Bye."}]}',
    )
    expect(transcript).toMatchObject({ format: 'whisper', language: 'en', speakers: ['Speaker 0'] })
    expect(transcript.utterances.map(({ text }) => text)).toEqual(['Hello.', 'Bye.'])
  })

  it('keeps the speakers of WhisperX', () => {
    expect(read('{"segments":[{"start":0,"end":1,"text":"a","speaker":"SPEAKER_01"},{"start":1,"end":2,"text":"b","speaker":"SPEAKER_00"}]}').speakers).toEqual(
      ['Speaker 1', 'Speaker 0'],
    )
  })

  it('reads whisper.cpp in milliseconds', () => {
    const transcript = read(
      '{"result":{"language":"de"},"transcription":[{"timestamps":{"from":"00:00:00,000"},"offsets":{"from":0,"to":1500},"text":" Hallo"}]}',
    )
    expect(transcript.language).toBe('de')
    expect(transcript.utterances).toEqual([{ speaker: 0, start: 0, end: 1.5, text: 'Hallo' }])
  })

  it('reads the NaN that Python writes, as an unknown time and as a word', () => {
    const transcript = read(
      '{"segments":[{"start":2,"end":3,"text":"one NaN"},{"start":NaN,"end":NaN,"text":"two three"},{"start":5,"end":-Infinity,"text":"four"}]}',
    )
    expect(transcript.utterances).toEqual([
      { speaker: 0, start: 2, end: 3, text: 'one NaN' },
      { speaker: 0, start: 3, end: 3.8, text: 'two three' },
      { speaker: 0, start: 5, end: 5.4, text: 'four' },
    ])
    expect(transcript.warnings).toEqual(['2 utterances without a readable time were placed after what was said before.'])
  })
})
