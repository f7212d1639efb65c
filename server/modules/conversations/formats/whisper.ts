import { z } from 'zod'
import type { Reading } from './transcript.ts'
import { speaker, speakerLabel, time } from './vendor-fields.ts'

const Segment = z.object({ start: time, end: time, text: z.string(), speaker })
const CppSegment = z.object({ offsets: z.object({ from: time, to: time }), text: z.string() })

/**
 * Whisper's JSON: segments in seconds (openai/whisper, the OpenAI API's `verbose_json`, WhisperX with a speaker per segment) or
 * whisper.cpp's `transcription` in milliseconds. Whisper itself tells no speakers apart.
 */
export const Whisper = z.union([
  z.object({ segments: z.array(Segment), language: z.string().nullish() }),
  z.object({ transcription: z.array(CppSegment), result: z.object({ language: z.string().nullish() }).nullish() }),
  z.strictObject({ text: z.string(), usage: z.unknown().optional(), logprobs: z.unknown().optional() }),
])

export const readWhisper = (body: z.infer<typeof Whisper>): Reading => {
  if ('segments' in body) {
    const said = body.segments.map(one => ({ speaker: speakerLabel(one.speaker), start: one.start, end: one.end, text: one.text }))
    return { language: body.language ?? null, said, warnings: [] }
  }
  if ('transcription' in body) {
    const said = body.transcription.map(({ offsets, text }) => ({ speaker: null, start: offsets.from / 1000, end: offsets.to / 1000, text }))
    return { language: body.result?.language ?? null, said, warnings: [] }
  }
  return { language: null, said: [{ speaker: null, start: 0, end: Number.NaN, text: body.text }], warnings: [] }
}
