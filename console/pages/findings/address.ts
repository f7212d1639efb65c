import type { FindingsQuestion } from '../../data/findings.ts'
import { given, oneOf, text, type RawSearch } from '../../ui/address.ts'

/** What `/findings?…` may hold: the question, and the finding that is open beside the table. */
export interface FindingsSearch extends FindingsQuestion {
  finding?: string | undefined
}

export const findingsSearch = (raw: RawSearch): FindingsSearch =>
  given({
    q: text(raw.q),
    state: oneOf(raw.state, ['open', 'planned', 'resolved']),
    connectionId: text(raw.connectionId),
    sort: oneOf(raw.sort, ['oldest', 'newest', 'person', 'connection']),
    finding: text(raw.finding),
  })
