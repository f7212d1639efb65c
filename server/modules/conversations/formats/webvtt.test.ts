import { describe, expect, it } from 'vitest'
import { readTranscript } from './index.ts'

const read = (text: string) => readTranscript(new TextEncoder().encode(text), 'webvtt', 'call.vtt')
const said = (text: string) => {
  const { speakers, utterances } = read(text)
  return utterances.map(({ speaker, text: words }) => `${speakers[speaker]}> ${words}`)
}
const cues = (...lines: string[]) =>
  `WEBVTT\n\n${lines.map((line, n) => `${n + 1}\n00:00:${String(n * 2).padStart(2, '0')}.000 --> 00:00:${String(n * 2 + 2).padStart(2, '0')}.000\n${line}`).join('\n\n')}\n`

describe('WebVTT', () => {
  it('reads Zoom: numbered cues, a name before the colon', () => {
    const transcript = read(
      'WEBVTT\n\n1\n00:00:01.500 --> 00:00:03.000\nAnn Lee: Hello there.\n\n2\n00:00:03.000 --> 00:00:05.250\nBob: Hi: good to see you.\n',
    )
    expect(transcript).toEqual({
      format: 'webvtt',
      language: null,
      speakers: ['Ann Lee', 'Bob'],
      utterances: [
        { speaker: 0, start: 1.5, end: 3, text: 'Hello there.' },
        { speaker: 1, start: 3, end: 5.25, text: 'Hi: good to see you.' },
      ],
      warnings: [],
    })
  })

  it('reads Teams: voice tags, also two in one cue, which share its time by what they say', () => {
    const transcript = read(
      'WEBVTT\n\nid/7\n00:01.000 --> 00:03.000 align:start position:10%\n<v Ann Lee>Four</v>\n<v.loud Bob &amp; Co>Four</v>\n\n01:00:00.000 --> 01:00:01.000\n<v Ann Lee>later: yes</v>\n',
    )
    expect(transcript.speakers).toEqual(['Ann Lee', 'Bob & Co'])
    expect(transcript.utterances).toEqual([
      { speaker: 0, start: 1, end: 2, text: 'Four' },
      { speaker: 1, start: 2, end: 3, text: 'Four' },
      { speaker: 0, start: 3600, end: 3601, text: 'later: yes' },
    ])
  })

  it('passes over header, NOTE, STYLE and REGION, and keeps the language', () => {
    const transcript = read(
      'WEBVTT - a call\nKind: captions\nLanguage: en-GB\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:fred\n\nNOTE\nsecret\nnote\n\n00:01.000 --> 00:02.000\nHello\n\nNOTE one line\n\n00:02.000 --> 00:03.000\nthere\n',
    )
    expect(transcript.language).toBe('en-GB')
    expect(transcript.utterances.map(({ text }) => text)).toEqual(['Hello', 'there'])
    expect(transcript.warnings).toEqual([])
  })

  it('decodes entities and removes the tags that WebVTT knows, but no others', () => {
    expect(said(cues('<i>a</i> &lt;b&gt; <c.yellow>c</c> <00:00:01.000>d &amp;amp; &#233;&#x1F600; R&D 2 < 3 <script>x</script>'))).toEqual([
      'Speaker 0> a <b> c d &amp; é😀 R&D 2 < 3 <script>x</script>',
    ])
  })

  it('gives a transcript without names its one speaker', () => {
    expect(said(cues('We saw three things.', 'Price, and that is it: price.'))).toEqual([
      'Speaker 0> We saw three things.',
      'Speaker 0> Price, and that is it: price.',
    ])
  })

  it('takes no sentence with a colon for a name', () => {
    const lines = [
      'The problem: nobody calls back.',
      'Here is the thing: it costs too much.',
      'Note: we meet at 10:30.',
      'See https://example.com: it is there.',
      'We have one rule: listen.',
      'Is it clear? Yes: it is.',
    ]
    expect(read(cues(...lines)).speakers).toEqual(['Speaker 0'])
    expect(read(cues(...lines)).utterances.map(({ text }) => text)).toEqual(lines)
  })

  it('takes no sentence for a name between real names either', () => {
    expect(
      said(cues('Ann Lee: Three things matter.', 'First: the price.', 'Look: I said so.', 'Bob van der Berg: Agreed.', 'Ann Lee: Remember this: call them.')),
    ).toEqual([
      'Ann Lee> Three things matter.',
      'Ann Lee> First: the price.',
      'Ann Lee> Look: I said so.',
      'Bob van der Berg> Agreed.',
      'Ann Lee> Remember this: call them.',
    ])
  })

  it('knows numbered, small, full-width and decorated labels by what the whole file does', () => {
    expect(read(cues('speaker 1: hi', 'speaker 2: hello')).speakers).toEqual(['speaker 1', 'speaker 2'])
    expect(read(cues('agent: hi', 'customer: hello', 'agent: yes', 'customer: no')).speakers).toEqual(['agent', 'customer'])
    expect(read(cues('田中太郎：こんにちは', '佐藤：はい')).speakers).toEqual(['田中太郎', '佐藤'])
    expect(read(cues('Dr. Ann Lee (Acme, she/her): hi', '[Bob]: hello')).speakers).toEqual(['Dr. Ann Lee (Acme, she/her)', 'Bob'])
  })

  it('keeps hostile names and words as text', () => {
    const guests = ['<script>alert(1)</script>', '__proto__', 'constructor']
    const lines = Array.from({ length: 30 }, (_, n) => `Ann Lee: line ${n} \u0007 \u202e`)
    const transcript = read(cues(...lines, ...guests.map(guest => `${guest}: hello`)))
    expect(transcript.speakers).toEqual(['Ann Lee', ...guests])
    expect(transcript.utterances.at(0)?.text).toBe('line 0 \u0007 \u202e')
    expect(transcript.utterances.slice(30).map(({ text }) => text)).toEqual(['hello', 'hello', 'hello'])
  })

  it('knows guests who typed their names small, when every cue names its speaker', () => {
    const lines = Array.from({ length: 30 }, (_, n) => `${n % 2 === 0 ? 'Ann Lee' : 'sarah k'}: line ${n}`)
    expect(read(cues(...lines, 'iphone: hi all')).speakers).toEqual(['Ann Lee', 'sarah k', 'iphone'])
  })

  it('keeps words that stand outside every cue, and says so', () => {
    const transcript = read('WEBVTT\n\n1\n00:01.000 --> 00:02.000\nHello\n\nand more\n\n2\n00:02.000 --> 00:03.000\nBye\n')
    expect(transcript.utterances.map(({ text }) => text)).toEqual(['Hello and more', 'Bye'])
    expect(transcript.warnings).toEqual(['1 line outside any cue was kept with the cue before.'])
  })

  it('reads cues that follow without a blank line, and a file without its first line', () => {
    const transcript = read('1\r\n00:01.000 --> 00:02.000\r\nHello\r\n2\r\n00:02.000 --> 00:03.000\r\nBye\r\n')
    expect(transcript.utterances.map(({ text }) => text)).toEqual(['Hello', 'Bye'])
    expect(transcript.warnings).toEqual(['The file does not begin with WEBVTT; its cues were read all the same.'])
  })

  it.each([
    ['within the timing', 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nHello\n\n2\n00:00:02.000 --> 00:0'],
    ['before the arrow', 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nHello\n\n2\n00:00:02.0'],
    ['right behind the timing', 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nHello\n\n2\n00:00:02.000 --> 00:00:03.000'],
  ])('refuses a file that ends %s', (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'file_truncated' }))
  })

  it('takes an empty last cue for what it is', () => {
    expect(said('WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nHello\n\n2\n00:00:02.000 --> 00:00:03.000\n\n')).toEqual(['Speaker 0> Hello'])
  })
})
