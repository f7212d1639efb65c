import { readCueBlocks } from './cue-blocks.ts'
import { readCues } from './cues.ts'
import { splitLines, strayWarning } from './lines.ts'
import type { Reading } from './transcript.ts'

/**
 * WebVTT (W3C) as Zoom writes it (numbered cues, `Name: text`), as Teams does (`<v Name>text</v>`), and plain. Cue settings, NOTE,
 * STYLE and REGION blocks are not spoken and are passed over.
 */
export const readWebVtt = (text: string, fileName: string): Reading => {
  const lines = splitLines(text)
  const headed = /^\uFEFF?WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')
  const headerEnd = headed ? lines.findIndex(line => line.trim() === '' || line.includes('-->')) : 0
  const header = headed ? lines.slice(1, headerEnd < 0 ? lines.length : headerEnd) : []
  const body = lines.slice(headed ? 1 + header.length : 0)
  const { cues, strays } = readCueBlocks(body, isUnspoken, fileName)
  const language = header.map(line => /^Language:\s*([\w-]{2,20})\s*$/i.exec(line)?.[1]).find(found => found !== undefined)
  const warnings = headed ? [] : ['The file does not begin with WEBVTT; its cues were read all the same.']
  return { language: language ?? null, said: readCues(cues), warnings: [...warnings, ...strayWarning(strays)] }
}

const isUnspoken = (line: string, anyCue: boolean) => /^NOTE(?:\s|$)/.test(line) || (!anyCue && /^(?:STYLE|REGION)\s*$/.test(line))
