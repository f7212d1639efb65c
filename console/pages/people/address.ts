import type { PeopleQuestion } from '../../data/people.ts'
import { oneOf, text, type RawSearch } from '../../ui/address.ts'

/** What `/people?…` may hold. */
export const peopleSearch = (raw: RawSearch): PeopleQuestion => ({
  q: text(raw.q),
  status: oneOf(raw.status, ['active', 'inactive', 'staged', 'locked', 'deleted', 'unknown']),
  mark: oneOf(raw.mark, ['should_not_be', 'missing', 'unknown']),
  sort: oneOf(raw.sort, ['name', 'findings', 'department']),
})
