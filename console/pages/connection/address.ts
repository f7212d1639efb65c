import type { AccountsQuestion } from '../../data/apps.ts'
import { oneOf, text, type RawSearch } from '../../ui/address.ts'

/** Empty is a value of its own: without a role. */
const exactly = (raw: unknown) => (raw === '' ? '' : text(raw))

/** What `/connections/:id?…` may hold: which of its accounts are listed, and what is about to be planned, in a dialog. */
export interface ConnectionSearch extends AccountsQuestion {
  start?: 'replace' | undefined
}

export const connectionSearch = (raw: RawSearch): ConnectionSearch => ({
  q: text(raw.q),
  status: oneOf(raw.status, ['active', 'inactive', 'staged', 'locked', 'deleted', 'unknown']),
  role: exactly(raw.role),
  licence: exactly(raw.licence),
  activity: oneOf(raw.activity, ['month', 'quarter', 'older', 'never']),
  start: oneOf(raw.start, ['replace']),
})
