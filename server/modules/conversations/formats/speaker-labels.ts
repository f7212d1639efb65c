// `Name: text` as Zoom writes it. The colon may be full-width; what follows must be set off, or `10:30` and `https://` would be names.
const labelled = /^\s*(?:>>|[-–])?\s*([^:：]{1,80}?)\s*(?::(?=\s|$)|：)\s*/u
const numbered = /^(?:speaker|spk|participant|guest|caller|agent|customer|channel|voice|unknown|host|interviewer|interviewee)[ _-]?[a-z\d]{0,3}$/iu
const particles = new Set([
  'al',
  'bin',
  'da',
  'de',
  'del',
  'den',
  'der',
  'di',
  'do',
  'dos',
  'du',
  'el',
  'la',
  'le',
  'of',
  'ten',
  'ter',
  'van',
  'von',
  'y',
  'zu',
])
const neverNames = new Set(
  `note notes question questions answer example problem problems first second third finally step ps reminder tip warning update agenda summary
  action today tomorrow yesterday look listen so and but well now ok okay yes no right remember also plus again actually basically because one two
  three number point result results bottom here there this that it what why how then next important again`.split(/\s+/),
)

export type LabelledLine = { label: string; text: string }

/** The first words of a line as a possible label; null when they cannot be one. */
export const readLabel = (line: string): LabelledLine | null => {
  const match = labelled.exec(line)
  if (!match) return null
  const label = (match[1] ?? '').replace(/^\[(.*)\]$/u, '$1').trim()
  if (label === '' || !/[\p{L}\p{N}]/u.test(label)) return null
  // Sentence punctuation before the colon makes it a sentence; `Dr. Ann Lee` and `J. R. Smith` keep theirs.
  if (/[?!;…"“”]|\p{Ll}{4,}[.] /u.test(label) || label.split(/\s+/u).length > 6) return null
  return { label, text: line.slice(match[0].length) }
}

/**
 * Which labels of the file are speakers. One line alone cannot tell `Ann Lee: hello` from `The problem: nobody calls back`, so the
 * whole file is asked: names are written like names, they come again, and where nearly every cue starts with one, all do.
 * `openings` are the first lines of the cues, `lines` all of them.
 */
export const findSpeakerLabels = (openings: string[], lines: string[]): Set<string> => {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const label = readLabel(line)?.label
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  const likely = openings.filter(line => {
    const label = readLabel(line)?.label
    return label !== undefined && (isNameLike(label) || (counts.get(label) ?? 0) >= 3)
  }).length
  const coverage = openings.length === 0 ? 0 : likely / openings.length
  return new Set([...counts].filter(([label, count]) => isSpeaker(label, count, openings.length, coverage)).map(([label]) => label))
}

const isSpeaker = (label: string, count: number, cues: number, coverage: number): boolean => {
  const words = label.split(/\s+/u).length
  const share = count / Math.max(cues, 1)
  if (numbered.test(label)) return true
  if (neverNames.has(label.toLowerCase())) return count >= 3 && share >= 0.2
  // Where every cue names its speaker, `iphone` and `sarah k` are guests who typed no capitals.
  if (coverage >= 0.95) return words <= 4 || isNameLike(label)
  if (!isNameLike(label)) return words <= 3 && count >= 3 && share >= 0.1
  if (coverage >= 0.8) return true
  if (words >= 2) return count >= 2 || coverage >= 0.2
  // Every sentence starts with a capital, so a single word needs more than its shape.
  return count >= 3 && share >= 0.01
}

/** Every word capitalised, or in a script that has no case; particles such as `van der` may be small. */
const isNameLike = (label: string): boolean =>
  !neverNames.has(label.toLowerCase()) &&
  label
    .replace(/ [([].*[)\]]$/u, '')
    .split(/\s+/u)
    .every((word, index) => !/^\p{Ll}/u.test(word) || (index > 0 && particles.has(word)))
