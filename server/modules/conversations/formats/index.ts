import type { TranscriptFormat } from '@rollcall/contract'
import type { z } from 'zod'
import { Refused } from '../../../errors.ts'
import { AssemblyAi, readAssemblyAi } from './assemblyai.ts'
import { AwsTranscribe, readAwsTranscribe } from './aws-transcribe.ts'
import { decodeText } from './decode-text.ts'
import { Deepgram, readDeepgram } from './deepgram.ts'
import { parseJson } from './json.ts'
import { repairTimes } from './repair-times.ts'
import { readSrt } from './srt.ts'
import { soleSpeaker } from './transcript.ts'
import type { Reading, Said, Transcript } from './transcript.ts'
import { readWebVtt } from './webvtt.ts'
import { readWhisper, Whisper } from './whisper.ts'

export type { Transcript, TranscriptUtterance } from './transcript.ts'

type Format = Transcript['format']
type Reader = { label: string } & (
  | { kind: 'cues'; read: (text: string, fileName: string) => Reading }
  | { kind: 'json'; read: (body: unknown, fileName: string) => Reading | null }
)

const json = <Body>(label: string, shape: z.ZodType<Body>, read: (body: Body, fileName: string) => Reading): Reader => ({
  label,
  kind: 'json',
  read: (body, fileName) => {
    const parsed = shape.safeParse(body)
    return parsed.success ? read(parsed.data, fileName) : null
  },
})

// The order in which an unnamed JSON is tried, the most telling shape first.
const readers: Record<Format, Reader> = {
  webvtt: { label: 'WebVTT', kind: 'cues', read: readWebVtt },
  srt: { label: 'SRT', kind: 'cues', read: readSrt },
  deepgram: json('Deepgram', Deepgram, readDeepgram),
  aws_transcribe: json('Amazon Transcribe', AwsTranscribe, readAwsTranscribe),
  assemblyai: json('AssemblyAI', AssemblyAi, readAssemblyAi),
  whisper: json('Whisper', Whisper, readWhisper),
}

/**
 * Reads a transcript file; `auto` looks at the content, never at the file's name, which only serves the messages.
 * Refuses with `file_empty`, `encoding_unknown`, `file_unreadable`, `file_truncated`, `no_speech` or `unsupported_format`.
 */
export const readTranscript = (bytes: Uint8Array, format: TranscriptFormat, fileName: string): Transcript => {
  const text = decodeText(bytes, fileName)
  const [found, reading] = format === 'auto' ? readUnnamed(text, fileName) : [format, readNamed(text, format, fileName)]
  return assemble(found, reading, fileName)
}

const readUnnamed = (text: string, fileName: string): [Format, Reading] => {
  if (/^WEBVTT\b/.test(text)) return ['webvtt', readWebVtt(text, fileName)]
  if (/^\s*[[{]/.test(text)) {
    const body = parseJson(text, fileName)
    for (const [format, reader] of Object.entries(readers)) {
      const reading = reader.kind === 'json' ? reader.read(body, fileName) : null
      if (reading) return [format as Format, reading]
    }
  } else if (/^[\s\d:.,-]{1,60}-->/m.test(text)) return ['srt', readSrt(text, fileName)]
  const known = Object.values(readers).map(({ label }) => label)
  throw new Refused('unsupported_format', `${fileName} is none of the transcript formats Rollcall reads: ${known.join(', ')}.`)
}

const readNamed = (text: string, format: Format, fileName: string): Reading => {
  const reader = readers[format]
  if (reader.kind === 'cues') {
    const reading = reader.read(text, fileName)
    if (reading.said.length === 0 && !text.includes('-->') && !/^WEBVTT\b/.test(text)) throw unreadable(fileName, reader.label)
    return reading
  }
  const reading = reader.read(parseJson(text, fileName), fileName)
  if (!reading) throw unreadable(fileName, reader.label)
  return reading
}

const unreadable = (fileName: string, label: string) =>
  new Refused('file_unreadable', `${fileName} is not a ${label} transcript; choose its real format, or let Rollcall find it.`)

const assemble = (format: Format, { language, said, warnings }: Reading, fileName: string): Transcript => {
  const speakers = new Map<string, number>()
  const spoken = said.map(one => ({ ...one, speaker: one.speaker === null ? null : tidy(one.speaker), text: tidy(one.text) })).filter(({ text }) => text !== '')
  if (spoken.length === 0) throw new Refused('no_speech', `${fileName} holds a transcript in which nothing is said.`)
  const unnamed = unnamedLabel(spoken)
  const utterances = spoken.map(({ speaker, ...rest }) => {
    const label = speaker || unnamed
    const index = speakers.get(label) ?? speakers.size
    speakers.set(label, index)
    return { speaker: index, ...rest }
  })
  const repaired = repairTimes(utterances)
  return { format, language, speakers: [...speakers.keys()], utterances: repaired.utterances, warnings: [...warnings, ...repaired.warnings] }
}

const unnamedLabel = (said: Said[]) => (said.some(({ speaker }) => speaker) ? 'Unknown speaker' : soleSpeaker)

/** One line, well-formed, without U+0000, which no database takes (WebVTT 6.1 replaces it likewise). Everything else is somebody's words. */
const tidy = (text: string): string => text.replaceAll('\0', '\u{fffd}').replace(/\s+/gu, ' ').trim().toWellFormed()
