import { readVoices } from './cue-text.ts'
import type { Voice } from './cue-text.ts'
import type { Cue } from './cue-blocks.ts'
import { findSpeakerLabels, readLabel } from './speaker-labels.ts'
import type { Said } from './transcript.ts'

/** Who says what in the cues: by `<v>` tags when the file has them, else by labels before a colon. A cue without either goes on with the voice before it. */
export const readCues = (cues: Cue[]): Said[] => {
  const voiced = cues.map(cue => cue.lines.flatMap(readVoices))
  const tagged = voiced.some(voices => voices.some(({ speaker }) => speaker !== null))
  const spoken = tagged ? voiced : splitByLabels(voiced)
  let speaker: string | null = null
  const said: Said[] = []
  cues.forEach((cue, index) => {
    const pieces: Voice[] = []
    for (const voice of spoken[index] ?? []) {
      speaker = voice.speaker ?? speaker
      const last = pieces.at(-1)
      if (last && last.speaker === speaker) last.text += ` ${voice.text}`
      else pieces.push({ speaker, text: voice.text })
    }
    said.push(...shareTime(cue, pieces))
  })
  return said
}

const splitByLabels = (voiced: Voice[][]): Voice[][] => {
  const openings = voiced.flatMap(voices => voices.slice(0, 1).map(({ text }) => text))
  const labels = findSpeakerLabels(
    openings,
    voiced.flatMap(voices => voices.map(({ text }) => text)),
  )
  return voiced.map(voices =>
    voices.map(({ text }) => {
      const found = readLabel(text)
      return found && labels.has(found.label) ? { speaker: found.label, text: found.text } : { speaker: null, text }
    }),
  )
}

/** Two voices in one cue share its time by the length of what they say. */
const shareTime = (cue: Cue, pieces: Voice[]): Said[] => {
  const [only] = pieces
  if (only && pieces.length === 1) return [{ ...only, start: cue.start, end: cue.end }]
  const total = pieces.reduce((sum, { text }) => sum + text.length, 0)
  let before = 0
  return pieces.map(piece => {
    const start = cue.start + ((cue.end - cue.start) * before) / Math.max(total, 1)
    before += piece.text.length
    return { ...piece, start, end: cue.start + ((cue.end - cue.start) * before) / Math.max(total, 1) }
  })
}
