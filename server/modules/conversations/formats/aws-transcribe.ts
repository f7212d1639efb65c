import { z } from 'zod'
import type { Reading, Said } from './transcript.ts'
import { speakerLabel, time } from './vendor-fields.ts'
import { groupWords } from './words.ts'
import type { Word } from './words.ts'

const Item = z.object({
  type: z.string(),
  start_time: time.optional(),
  end_time: time.optional(),
  speaker_label: z.string().nullish(),
  alternatives: z.array(z.object({ content: z.string() })),
})
const Labelled = z.object({ start_time: z.string(), speaker_label: z.string() })

/** Amazon Transcribe's batch output (docs.aws.amazon.com/transcribe/latest/dg/diarization-output-batch.html); times are seconds in strings. */
export const AwsTranscribe = z.object({
  results: z.object({
    language_code: z.string().nullish(),
    transcripts: z.array(z.object({ transcript: z.string() })).nullish(),
    items: z.array(Item),
    speaker_labels: z.object({ segments: z.array(z.object({ items: z.array(Labelled).nullish() })) }).nullish(),
    channel_labels: z.object({ channels: z.array(z.object({ channel_label: z.string(), items: z.array(Item) })) }).nullish(),
  }),
})

export const readAwsTranscribe = ({ results }: z.infer<typeof AwsTranscribe>): Reading => {
  const channels = results.channel_labels?.channels
  const said = channels?.length
    ? channels.flatMap(({ channel_label, items }) => groupWords(wordsOf(items, () => channel_label)))
    : groupWords(wordsOf(results.items, labelsByStart(results.speaker_labels?.segments ?? [])))
  return { language: results.language_code ?? null, said: said.length > 0 ? said : wholeText(results.transcripts ?? []), warnings: [] }
}

/** Punctuation is an item of its own, without times; it belongs to the word before it. */
const wordsOf = (items: z.infer<typeof Item>[], labelAt: (start: number) => string | undefined): Word[] => {
  const words: Word[] = []
  for (const item of items) {
    const text = item.alternatives[0]?.content ?? ''
    const last = words.at(-1)
    if (item.type === 'punctuation' && last) last.text += text
    else {
      const start = item.start_time ?? last?.end ?? Number.NaN
      words.push({ speaker: speakerLabel(item.speaker_label ?? labelAt(start)), start, end: item.end_time ?? start, text })
    }
  }
  return words
}

/** Older output names the speaker only in `speaker_labels`, word by word, found again by the start time. */
const labelsByStart = (segments: { items?: z.infer<typeof Labelled>[] | null | undefined }[]) => {
  const labels = new Map(segments.flatMap(({ items }) => (items ?? []).map(item => [Number(item.start_time), item.speaker_label] as const)))
  return (start: number) => labels.get(start)
}

const wholeText = (transcripts: { transcript: string }[]): Said[] =>
  transcripts.map(({ transcript }) => ({ speaker: null, start: 0, end: Number.NaN, text: transcript }))
