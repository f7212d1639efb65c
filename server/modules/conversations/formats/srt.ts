import { readCueBlocks } from './cue-blocks.ts'
import { readCues } from './cues.ts'
import { splitLines, strayWarning } from './lines.ts'
import type { Reading } from './transcript.ts'

/** SubRip: numbered cues, `00:00:01,000 --> 00:00:02,000`, names as labels before a colon. It has no standard; this follows what players accept. */
export const readSrt = (text: string, fileName: string): Reading => {
  const { cues, strays } = readCueBlocks(splitLines(text), () => false, fileName)
  return { language: null, said: readCues(cues), warnings: strayWarning(strays) }
}
