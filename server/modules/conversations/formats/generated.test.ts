import { describe, expect, it } from 'vitest'
import { readTranscript } from './index.ts'
import type { Transcript } from './index.ts'

// Small, seeded and good enough to reach odd corners (mulberry32); a failing seed is printed by its test's name.
const generator = (seed: number) => {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { below: (limit: number) => Math.floor(next() * limit), of: <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item }
}

type Line = { name: string; start: number; end: number; text: string }
const names = ['Ann Lee', 'Bob van der Berg', 'Speaker 3', 'Zoë', '李雷', 'O’Brien, Pat', 'Dr. J. R. Smith'] as const
const words = ['price', 'the plan:', '10:30', 'R&D', '<b>', 'a < b', '&amp;', 'naïve', '"quoted"', 'U.S.', '...', '50%', '你好', '🎉', '{x}', '1'] as const

const call = (seed: number): Line[] => {
  const { below, of } = generator(seed)
  let at = 0
  return Array.from({ length: 1 + below(40) }, () => {
    const start = at + below(3000)
    at = start + 200 + below(9000)
    return { name: of(names), start: start / 1000, end: at / 1000, text: Array.from({ length: 1 + below(12) }, () => of(words)).join(' ') }
  })
}

const stamp = (seconds: number, mark: string) => new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23).replace('.', mark)
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const writers: Record<string, (lines: Line[]) => string> = {
  zoom: lines =>
    `WEBVTT\n\n${lines.map(({ name, start, end, text }, n) => `${n + 1}\n${stamp(start, '.')} --> ${stamp(end, '.')}\n${name}: ${escaped(text)}\n`).join('\n')}`,
  teams: lines =>
    `WEBVTT\r\n\r\n${lines.map(({ name, start, end, text }) => `${stamp(start, '.')} --> ${stamp(end, '.')}\r\n<v ${name}>${escaped(text)}</v>\r\n`).join('\r\n')}`,
  srt: lines => lines.map(({ name, start, end, text }, n) => `${n + 1}\n${stamp(start, ',')} --> ${stamp(end, ',')}\n${name}: ${escaped(text)}\n`).join('\n'),
  whisperx: lines => JSON.stringify({ segments: lines.map(({ name, ...rest }) => ({ ...rest, speaker: name })) }),
  assemblyai: lines =>
    JSON.stringify({
      id: 'x',
      status: 'completed',
      utterances: lines.map(({ name, start, end, text }) => ({ speaker: name, start: start * 1000, end: end * 1000, text })),
    }),
}

/** What must never be true of a result, whatever came in. */
const faultsOf = (result: unknown): string[] => {
  if (result instanceof Error) return result.name === 'Refused' ? [] : [String(result)]
  const { utterances, speakers } = result as Transcript
  return utterances.flatMap(({ speaker, start, end, text }, index) => [
    ...(speakers[speaker] ? [] : [`${index} has no speaker`]),
    ...(text.trim() === '' ? [`${index} says nothing`] : []),
    ...(end >= start && start >= 0 ? [] : [`${index} lasts from ${start} to ${end}`]),
    ...(start >= (utterances[index - 1]?.start ?? 0) ? [] : [`${index} begins before the one before`]),
  ])
}

describe.each(Object.keys(writers))('any call written as %s', format => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))('comes back as it was said (seed %i)', seed => {
    const lines = call(seed)
    const bytes = new TextEncoder().encode(writers[format]?.(lines))
    const transcript = readTranscript(bytes, 'auto', 'call')
    expect(transcript.utterances.map(({ speaker, ...rest }) => ({ name: transcript.speakers[speaker], ...rest }))).toEqual(lines)
    expect(transcript.warnings).toEqual([])
  })

  it.each(Array.from({ length: 60 }, (_, seed) => seed))('never crashes when damaged, and is the same twice (seed %i)', seed => {
    const { below, of } = generator(seed + 1000)
    let text = writers[format]?.(call(seed)) ?? ''
    for (let wound = 0; wound < 3; wound += 1) {
      const at = below(text.length)
      text =
        text.slice(0, at) +
        of(['', '\n\n', '-->', '-', '"', '}', 'NaN', '\0', ':', '<v ', '00:00:99.999 --> 00:00:00.000\n', '\ud800']) +
        text.slice(at + below(40))
    }
    const bytes = new TextEncoder().encode(text)
    const attempt = () => {
      try {
        return readTranscript(bytes, 'auto', 'call')
      } catch (thrown) {
        return thrown
      }
    }
    const result = attempt()
    expect(faultsOf(result)).toEqual([])
    expect(attempt()).toEqual(result)
  })
})
