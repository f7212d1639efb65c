import { oneOf, text, type RawSearch } from '../../ui/address.ts'

/** What `/matching?…` may hold: which list is shown, and what of it is open beside it. */
export interface MatchingSearch {
  view?: 'decided' | 'apps' | undefined
  question?: string | undefined
  decision?: string | undefined
}

export const matchingSearch = (raw: RawSearch): MatchingSearch => ({
  view: oneOf(raw.view, ['decided', 'apps']),
  question: text(raw.question),
  decision: text(raw.decision),
})
