import { expect, it } from 'vitest'
import { readTranscript } from './index.ts'

const read = (text: string) => readTranscript(new TextEncoder().encode(text), 'auto', 'call.srt')

it('reads SubRip with commas, font tags, names and two lines to a cue', () => {
  const transcript = read(
    "1\n00:00:01,000 --> 00:00:02,500\nANN LEE: <font color='red'>Hello</font>\nBOB: {\\an8}Hi\n\n2\n00:00:02,500 --> 00:00:04,000\nANN LEE: How is\nthe weather?\n",
  )
  expect(transcript.format).toBe('srt')
  expect(transcript.speakers).toEqual(['ANN LEE', 'BOB'])
  expect(transcript.utterances.map(({ speaker, text }) => [speaker, text])).toEqual([
    [0, 'Hello'],
    [1, 'Hi'],
    [0, 'How is the weather?'],
  ])
  expect(transcript.utterances[2]).toMatchObject({ start: 2.5, end: 4 })
})

it('goes on with the last voice where a cue names none', () => {
  expect(
    read(
      '1\n00:00:01,000 --> 00:00:02,000\nAnn: One\n\n2\n00:00:02,000 --> 00:00:03,000\ntwo\n\n3\n00:00:03,000 --> 00:00:04,000\nAnn: three\n\n4\n00:00:04,000 --> 00:00:05,000\nAnn: four\n',
    ).speakers,
  ).toEqual(['Ann'])
})
