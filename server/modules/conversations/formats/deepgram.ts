import { z } from 'zod'
import type { Reading, Said } from './transcript.ts'
import { speakerLabel, time } from './vendor-fields.ts'
import { groupWords } from './words.ts'

const Spoken = z.object({ start: time, end: time, speaker: z.number().nullish(), channel: z.number().nullish() })
const Word = Spoken.extend({ word: z.string().default(''), punctuated_word: z.string().nullish() })
const Utterance = Spoken.extend({ transcript: z.string() })
const Channel = z.object({
  detected_language: z.string().nullish(),
  alternatives: z.array(z.object({ transcript: z.string().default(''), words: z.array(Word).nullish(), languages: z.array(z.string()).nullish() })),
})

/** Deepgram's pre-recorded reply (developers.deepgram.com/docs/utterances): utterances in seconds when they were asked for, words always. */
export const Deepgram = z.object({
  metadata: z.object({ duration: time.optional() }).nullish(),
  results: z.object({ channels: z.array(Channel), utterances: z.array(Utterance).nullish() }),
})

export const readDeepgram = ({ metadata, results: { channels, utterances } }: z.infer<typeof Deepgram>): Reading => {
  const label = labelOf(channels.length > 1)
  const said = utterances?.length
    ? utterances.map(one => ({ speaker: label(one.speaker, one.channel), start: one.start, end: one.end, text: one.transcript }))
    : channels.flatMap((channel, index): Said[] => {
        const [best] = channel.alternatives
        if (!best?.words?.length) return best ? [{ speaker: label(null, index), start: 0, end: metadata?.duration ?? Number.NaN, text: best.transcript }] : []
        return groupWords(
          best.words.map(word => ({ speaker: label(word.speaker, index), start: word.start, end: word.end, text: word.punctuated_word || word.word })),
        )
      })
  const languages = channels.map(({ detected_language, alternatives }) => detected_language ?? alternatives[0]?.languages?.[0])
  return { language: languages.find(found => typeof found === 'string') ?? null, said, warnings: [] }
}

/** With one channel per party the channel is the speaker; diarization numbers speakers anew on each channel. */
const labelOf = (multichannel: boolean) => (speaker: number | null | undefined, channel: number | null | undefined) => {
  if (!multichannel) return speakerLabel(speaker)
  return speaker ? `Speaker ${channel ?? 0}.${speaker}` : speakerLabel(channel ?? 0)
}
