import type { PlansQuestion } from '../../data/plans.ts'
import { oneOf, type RawSearch } from '../../ui/address.ts'

/** What `/plans?…` may hold. */
export const plansSearch = (raw: RawSearch): PlansQuestion => ({
  state: oneOf(raw.state, ['draft', 'approved', 'applying', 'done', 'stopped', 'stale', 'discarded']),
})
