import { describe, expect, it } from 'vitest'
import { readTranscript } from './index.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = new Uint8Array(2 + text.length * 2)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0xfeff, littleEndian)
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 + at * 2, text.charCodeAt(at), littleEndian)
  return bytes
}
const vtt = 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nZoë Müller: Grüß Gott.\n\n2\n00:00:02.000 --> 00:00:03.000\nZoë Müller: 你好。\n'

describe('encodings', () => {
  it.each([
    ['UTF-8', utf8(vtt)],
    ['UTF-8 with its mark', utf8(`\uFEFF${vtt}`)],
    ['UTF-16, little end first', utf16(vtt, true)],
    ['UTF-16, big end first', utf16(vtt, false)],
  ])('reads %s', (_, bytes) => {
    const transcript = readTranscript(bytes, 'auto', 'call.vtt')
    expect(transcript.speakers).toEqual(['Zoë Müller'])
    expect(transcript.utterances.map(({ text }) => text)).toEqual(['Grüß Gott.', '你好。'])
  })

  it.each([
    ['Latin-1', Uint8Array.from('WEBVTT\n\n00:01.000 --> 00:02.000\nGr\u00fc\u00df Gott', char => char.charCodeAt(0))],
    ['an image', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['zero bytes', new Uint8Array(64)],
    ['UTF-16 without its mark', utf16(vtt.replaceAll(/[^\0-\u007f]/g, ''), true).slice(2)],
  ])('refuses %s', (_, bytes) => {
    expect(() => readTranscript(bytes, 'auto', 'call.vtt')).toThrow(expect.objectContaining({ name: 'Refused', code: 'encoding_unknown' }))
  })
})

describe('refusals', () => {
  it.each([
    ['file_empty', 'auto', ''],
    ['file_empty', 'webvtt', '\uFEFF \r\n\t'],
    ['no_speech', 'auto', 'WEBVTT\n'],
    ['no_speech', 'auto', 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<i> </i>\n\n'],
    ['no_speech', 'auto', '{"segments":[],"language":"en"}'],
    ['file_truncated', 'auto', '{"segments":[{"start":0,"end":1,"text":"Hel'],
    ['file_truncated', 'deepgram', '{"results":{"channels":[{"alternatives":[]}'],
    ['file_unreadable', 'auto', '{"segments":[}]}'],
    ['file_unreadable', 'whisper', '{"hello":"world"}'],
    ['file_unreadable', 'webvtt', 'Ann: hello'],
    ['file_unreadable', 'srt', 'Ann: hello'],
    ['unsupported_format', 'auto', 'Ann: hello'],
    ['unsupported_format', 'auto', '{"hello":"world"}'],
    ['unsupported_format', 'auto', '[1,2,3]'],
    ['unsupported_format', 'auto', '<html><body>Sign in</body></html>'],
  ] as const)('%s (%s) for %j', (code, format, text) => {
    expect(() => readTranscript(utf8(text), format, 'call.txt')).toThrow(expect.objectContaining({ code, message: expect.stringContaining('call.txt') }))
  })
})

describe('times', () => {
  const timed = (...times: [string, string, string][]) =>
    readTranscript(utf8(`WEBVTT\n\n${times.map(([start, end, text]) => `${start} --> ${end}\n${text}`).join('\n\n')}\n`), 'webvtt', 'call.vtt')

  it('repairs what cannot be, keeps every word, and says what it did', () => {
    const transcript = timed(
      ['-00:00:02.000', '00:00:01.000', 'Ann: negative'],
      ['00:00:09.000', '00:00:08.000', 'Ann: reversed'],
      ['00:00:04.000', '00:00:05.000', 'Ann: early'],
      ['NaN:NaN:NaN.NaN', '00:00:xx', 'Ann: nowhere at all'],
    )
    expect(transcript.utterances).toEqual([
      { speaker: 0, start: 0, end: 1, text: 'negative' },
      { speaker: 0, start: 4, end: 5, text: 'early' },
      { speaker: 0, start: 5, end: 6.2, text: 'nowhere at all' },
      { speaker: 0, start: 8, end: 9, text: 'reversed' },
    ])
    expect(transcript.warnings).toEqual([
      '1 utterance without a readable time was placed after what was said before.',
      '1 utterance with a time before the start was moved to the start.',
      '1 utterance whose end lay before the start was turned round.',
      '1 utterance out of order was sorted by start.',
    ])
  })

  it('cuts a speaker’s overlap with himself, but lets two people talk at once', () => {
    const transcript = timed(
      ['00:00:01.000', '00:00:05.000', 'Ann: one'],
      ['00:00:02.000', '00:00:04.000', 'Bob: two'],
      ['00:00:03.000', '00:00:06.000', 'Ann: three'],
    )
    expect(transcript.utterances.map(({ start, end }) => [start, end])).toEqual([
      [1, 3],
      [2, 4],
      [3, 6],
    ])
    expect(transcript.warnings).toEqual(['1 utterance overlapping the same speaker was cut where the next begins.'])
  })
})

it('stores what a database takes: no U+0000, no half characters, one line', () => {
  const transcript = readTranscript(utf8('{"segments":[{"start":0,"end":1,"text":"a\\u0000b \\ud800 c\\n\\u0007d"}]}'), 'auto', 'call.json')
  expect(transcript.utterances[0]?.text).toBe('a\ufffdb \ufffd c \u0007d')
})

describe('size', () => {
  const oneCue = (text: string) => utf8(`WEBVTT\n\n1\n00:00:00.000 --> 00:00:10.000\n${text}\n`)

  it.each(['a', ' a', '<', '<v ', ': ', 'A: ', '&#', '-- ', '-->', '1', '.'])('takes a line of a million characters of %j', text => {
    // A reader that goes over the line once for each character of it would still be reading when the test's time is over.
    const bytes = oneCue(`Ann: ${text.repeat(1_000_000 / text.length)}`)
    expect(readTranscript(bytes, 'webvtt', 'call.vtt').utterances.length).toBeGreaterThan(0)
  })

  it('reads brackets nested a hundred thousand deep as nothing it knows', () => {
    expect(() => readTranscript(utf8('['.repeat(1e5) + ']'.repeat(1e5)), 'auto', 'call.json')).toThrow(expect.objectContaining({ code: 'unsupported_format' }))
  })
})
