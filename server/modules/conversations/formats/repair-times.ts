import type { TranscriptUtterance } from './transcript.ts'

// Nobody talks for a week: beyond it a time is a misread field (an epoch, milliseconds taken for seconds).
const longest = 7 * 24 * 3600
const secondsPerWord = 0.4

type Repairs = { unknown: number; negative: number; reversed: number; unordered: number; overlapping: number }

/**
 * Makes times finite, not negative, not reversed and ordered by start, in place of asking the file to be right; every word stays.
 * Two people may talk at once, so only a speaker's overlap with the same speaker is cut. The same input gives the same output.
 */
export const repairTimes = (utterances: TranscriptUtterance[]): { utterances: TranscriptUtterance[]; warnings: string[] } => {
  const repairs: Repairs = { unknown: 0, negative: 0, reversed: 0, unordered: 0, overlapping: 0 }
  let previousEnd = 0
  const timed = utterances.map(utterance => {
    const repaired = { ...utterance, ...repairOne(utterance, previousEnd, repairs) }
    previousEnd = repaired.end
    return repaired
  })
  if (timed.some((one, index) => index > 0 && one.start < (timed[index - 1]?.start ?? 0))) {
    repairs.unordered = timed.filter((one, index) => index > 0 && one.start < (timed[index - 1]?.start ?? 0)).length
    timed.sort((a, b) => a.start - b.start)
  }
  cutOverlaps(timed, repairs)
  return { utterances: timed, warnings: warningsOf(repairs) }
}

const repairOne = ({ start, end, text }: TranscriptUtterance, previousEnd: number, repairs: Repairs): { start: number; end: number } => {
  if (!known(start) || !known(end)) repairs.unknown += 1
  let from = known(start) ? start : previousEnd
  let to = known(end) ? end : Math.max(from, 0) + text.split(' ').length * secondsPerWord
  if (from < 0 || to < 0) {
    repairs.negative += 1
    from = Math.max(from, 0)
    to = Math.max(to, 0)
  }
  if (to < from) {
    repairs.reversed += 1
    ;[from, to] = [to, from]
  }
  return { start: toMilliseconds(from), end: toMilliseconds(to) }
}

const known = (time: number) => Number.isFinite(time) && Math.abs(time) <= longest

const cutOverlaps = (ordered: TranscriptUtterance[], repairs: Repairs) => {
  const lastOf = new Map<number, TranscriptUtterance>()
  for (const utterance of ordered) {
    const last = lastOf.get(utterance.speaker)
    if (last && utterance.start < last.end) {
      repairs.overlapping += 1
      last.end = utterance.start
    }
    lastOf.set(utterance.speaker, utterance)
  }
}

const toMilliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000

const warningsOf = (repairs: Repairs): string[] =>
  [
    sentence(repairs.unknown, 'without a readable time', 'placed after what was said before'),
    sentence(repairs.negative, 'with a time before the start', 'moved to the start'),
    sentence(repairs.reversed, 'whose end lay before the start', 'turned round'),
    sentence(repairs.unordered, 'out of order', 'sorted by start'),
    sentence(repairs.overlapping, 'overlapping the same speaker', 'cut where the next begins'),
  ].filter(warning => warning !== null)

const sentence = (count: number, what: string, repair: string): string | null =>
  count === 0 ? null : `${count} ${count === 1 ? 'utterance' : 'utterances'} ${what} ${count === 1 ? 'was' : 'were'} ${repair}.`
