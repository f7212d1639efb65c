import type { PlansQuestion } from '../../data/plans.ts'
import { given, oneOf, type RawSearch } from '../../ui/address.ts'

/** What `/plans?…` may hold. */
export const plansSearch = (raw: RawSearch): PlansQuestion =>
  given({ state: oneOf(raw.state, ['draft', 'approved', 'applying', 'done', 'stopped', 'stale', 'discarded']) })
