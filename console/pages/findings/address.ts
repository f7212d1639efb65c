import type { FindingsQuestion } from '../../data/findings.ts'
import { oneOf, text, type RawSearch } from '../../ui/address.ts'

/** What `/findings?…` may hold. Without a state the open ones are shown; `finding` is open beside the table. */
export interface FindingsSearch extends Omit<FindingsQuestion, 'state'> {
  state?: 'planned' | 'resolved' | 'all' | undefined
  finding?: string | undefined
}

export const findingsSearch = (raw: RawSearch): FindingsSearch => ({
  q: text(raw.q),
  state: oneOf(raw.state, ['planned', 'resolved', 'all']),
  connectionId: text(raw.connectionId),
  sort: oneOf(raw.sort, ['oldest', 'newest', 'person', 'connection']),
  finding: text(raw.finding),
})

/** What the server is asked for an address. */
export const findingsQuestion = ({
  q,
  state = 'open',
  connectionId,
  sort,
}: Omit<FindingsSearch, 'state'> & { state?: FindingsSearch['state'] | 'open' }): FindingsQuestion => ({
  q,
  connectionId,
  sort,
  ...(state !== 'all' && { state }),
})
