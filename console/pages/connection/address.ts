import type { AccountsQuestion } from '../../data/apps.ts'
import { oneOf, text, type RawSearch } from '../../ui/address.ts'

/** Empty is a value of its own: without a role. */
const exactly = (raw: unknown) => (raw === '' ? '' : text(raw))

/** What `/connections/:id?…` may hold. */
export const accountsSearch = (raw: RawSearch): AccountsQuestion => ({
  q: text(raw.q),
  status: oneOf(raw.status, ['active', 'inactive', 'staged', 'locked', 'deleted', 'unknown']),
  role: exactly(raw.role),
  licence: exactly(raw.licence),
  activity: oneOf(raw.activity, ['month', 'quarter', 'older', 'never']),
})
