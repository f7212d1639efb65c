import { z } from 'zod'
import { Refused } from '../../../errors.ts'
import type { Reading, Said } from './transcript.ts'
import { speaker, speakerLabel, time } from './vendor-fields.ts'
import { groupWords } from './words.ts'

const Spoken = z.object({ start: time, end: time, text: z.string(), speaker })

/** AssemblyAI's transcript object (assemblyai.com/docs/api-reference/transcripts/get); its times are milliseconds, its speakers letters. */
export const AssemblyAi = z
  .object({
    id: z.string().optional(),
    status: z.string().nullish(),
    error: z.string().nullish(),
    language_code: z.string().nullish(),
    text: z.string().nullish(),
    audio_duration: time.nullish(),
    utterances: z.array(Spoken).nullish(),
    words: z.array(Spoken).nullish(),
  })
  .refine(body => body.utterances != null || body.words != null || (body.id !== undefined && body.status != null))

export const readAssemblyAi = (body: z.infer<typeof AssemblyAi>, fileName: string): Reading => {
  if (body.status === 'error') throw new Refused('file_unreadable', `${fileName} holds no transcript: AssemblyAI reports "${body.error ?? 'an error'}".`)
  return { language: body.language_code ?? null, said: saidIn(body), warnings: [] }
}

const inSeconds = (spoken: z.infer<typeof Spoken>) => ({
  speaker: speakerLabel(spoken.speaker),
  start: spoken.start / 1000,
  end: spoken.end / 1000,
  text: spoken.text,
})

const saidIn = ({ utterances, words, text, audio_duration }: z.infer<typeof AssemblyAi>): Said[] => {
  if (utterances?.length) return utterances.map(inSeconds)
  if (words?.length) return groupWords(words.map(inSeconds))
  return [{ speaker: null, start: 0, end: audio_duration ?? Number.NaN, text: text ?? '' }]
}
