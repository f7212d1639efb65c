import { Refused } from '../../../errors.ts'
import { isCutTiming, readTiming } from './cue-timing.ts'
import type { Timing } from './cue-timing.ts'

export type Cue = Timing & { lines: string[] }

type Blocks = {
  cues: Cue[]
  /** Lines that stood outside every cue and were kept with the cue before them. */
  strays: number
}

/**
 * Cuts the lines of a WebVTT or SRT file into cues. A line of timing opens a cue wherever it stands; the line before it, when it is
 * the first of its block, is the cue's identifier. `skips` names the blocks that are not spoken (NOTE, STYLE, REGION).
 */
export const readCueBlocks = (lines: string[], skips: (line: string, anyCue: boolean) => boolean, fileName: string): Blocks => {
  const cues: Cue[] = []
  let cue: Cue | null = null
  let blockStart = true
  let skipping = false
  let pending: string | null = null
  let strays = 0
  const keepPending = () => {
    if (pending === null) return
    const last = cues.at(-1)
    if (last) {
      last.lines.push(pending)
      strays += 1
    }
    pending = null
  }
  for (const line of lines) {
    if (line.trim() === '') {
      keepPending()
      cue = null
      blockStart = true
      skipping = false
      continue
    }
    const timing = readTiming(line)
    if (timing) {
      // A cue that follows without a blank line: its number stands at the end of the words before.
      const previous: Cue | null = cue
      if (previous && /^\s*\d+\s*$/.test(previous.lines.at(-1) ?? '')) previous.lines.pop()
      pending = null
      cue = { ...timing, lines: [] }
      cues.push(cue)
      skipping = false
    } else if (cue) cue.lines.push(line)
    else if (skipping) continue
    else if (blockStart && skips(line, cues.length > 0)) skipping = true
    else {
      keepPending()
      pending = line
    }
    blockStart = false
  }
  refuseCut(lines, cue, pending, fileName)
  if (pending !== null && !isNextNumber(pending, cues.length)) keepPending()
  return { cues, strays }
}

/** A file that stops within a cue's head was cut off on its way; its last words are missing and nobody would notice. */
const refuseCut = (lines: string[], open: Cue | null, pending: string | null, fileName: string) => {
  const cutHead = pending !== null && isCutTiming(pending)
  // A last line that is a whole timing line and is itself ended is an empty cue, not a cut.
  const cutTiming = open !== null && open.lines.length === 0 && (Number.isNaN(open.end) || lines.at(-1) !== '')
  if (cutHead || cutTiming) throw new Refused('file_truncated', `${fileName} ends in the middle of a cue; export it again and import the whole file.`)
}

const isNextNumber = (line: string, cues: number) => Number(line.trim()) === cues + 1 || Number(line.trim()) === cues
