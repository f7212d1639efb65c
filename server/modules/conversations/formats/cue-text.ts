// WebVTT (W3C) 4.2.2 cue text: class, italic, bold, underline, ruby, language and timestamp tags; SRT players add font and {\an8}.
const knownTags = /<\/?(?:c|i|b|u|ruby|rt|v|lang|font)(?:[.\s][^<>]{0,200})?>|<\d{1,3}:[\d:.]{1,20}>|\{\\an?\d{1,2}\}/gi
const voiceTag = /<v(?:\.[^\s<>]{1,80})? ([^<>]{1,200})>/gi
const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi
const named = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['lrm', ''],
  ['rlm', ''],
])

/** A piece of a cue in one voice; null when no `<v>` tag names it. */
export type Voice = { speaker: string | null; text: string }

/** The pieces of a cue's line by `<v Name>` tags, with known tags removed and entities decoded. Unknown tags are somebody's words and stay. */
export const readVoices = (raw: string): Voice[] => {
  const line = raw.replace(/\s+/g, ' ')
  const voices: Voice[] = []
  let speaker: string | null = null
  let from = 0
  for (const match of line.matchAll(voiceTag)) {
    addVoice(voices, speaker, line.slice(from, match.index))
    speaker = decodeEntities(match[1] ?? '').trim() || null
    from = match.index + match[0].length
  }
  addVoice(voices, speaker, line.slice(from))
  return voices
}

const addVoice = (voices: Voice[], speaker: string | null, marked: string) => {
  const text = decodeEntities(marked.replace(knownTags, '')).trim()
  if (text !== '') voices.push({ speaker, text })
}

const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(entity, (whole: string, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return named.get(name.toLowerCase()) ?? whole
        const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole
      })
    : text
