import type { FindingKind, FindingSummary } from '@rollcall/contract'
import type { FindingsQuestion } from '../../data/findings.ts'
import { oneOf, text, type RawSearch } from '../../ui/address.ts'
import { ageWords, kindWords } from '../vocabulary/finding-words.ts'

/** What `/findings?…` may hold. Without a state the open ones are shown; `finding` is open beside the table. */
export interface FindingsSearch extends Omit<FindingsQuestion, 'state' | 'owner'> {
  state?: 'planned' | 'accepted' | 'resolved' | 'all' | undefined
  owner?: 'me' | 'nobody' | undefined
  finding?: string | undefined
}

export const findingsSearch = (raw: RawSearch): FindingsSearch => ({
  q: text(raw.q),
  kind: oneOf(raw.kind, Object.keys(kindWords) as FindingKind[]),
  age: oneOf(raw.age, Object.keys(ageWords) as (keyof FindingSummary['ages'])[]),
  state: oneOf(raw.state, ['planned', 'accepted', 'resolved', 'all']),
  owner: oneOf(raw.owner, ['me', 'nobody']),
  connectionId: text(raw.connectionId),
  sort: oneOf(raw.sort, ['oldest', 'newest', 'person', 'connection']),
  finding: text(raw.finding),
})

/** What the server is asked for an address. */
export const findingsQuestion = ({
  q,
  kind,
  age,
  owner,
  state = 'open',
  connectionId,
  sort,
}: Omit<FindingsSearch, 'state'> & { state?: FindingsSearch['state'] | 'open' }): FindingsQuestion => ({
  q,
  kind,
  age,
  owner,
  connectionId,
  sort,
  ...(state !== 'all' && { state }),
})
