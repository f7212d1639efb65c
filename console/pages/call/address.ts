import { text, type RawSearch } from '../../ui/address.ts'

/** What `/calls/…?…` may hold: the utterance that is pointed at, and the words searched for in the transcript. */
interface CallSearch {
  at?: string | undefined
  q?: string | undefined
}

export const callSearch = (raw: RawSearch): CallSearch => ({ at: text(raw.at), q: text(raw.q) })
