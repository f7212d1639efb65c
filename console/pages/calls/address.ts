import type { EngagementsQuestion } from '../../data/engagements.ts'
import { oneOf, text, type RawSearch } from '../../ui/address.ts'

/** What `/calls?…` may hold: the question, and whether the import is open. */
export interface CallsSearch extends EngagementsQuestion {
  import?: 'open' | undefined
}

export const callsSearch = (raw: RawSearch): CallsSearch => ({
  q: text(raw.q),
  kind: oneOf(raw.kind, ['meeting', 'dialer', 'email', 'unrecorded_meeting']),
  owner: text(raw.owner),
  accountId: text(raw.accountId),
  trackerId: text(raw.trackerId),
  from: text(raw.from),
  to: text(raw.to),
  delivery: oneOf(raw.delivery, ['none', 'waiting', 'delivered', 'failed']),
  sort: oneOf(raw.sort, ['newest', 'oldest', 'longest', 'title']),
  import: oneOf(raw.import, ['open']),
})
