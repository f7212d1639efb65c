import { FindingThresholds } from '@rollcall/contract'
import type { Setting } from '../settings/index.ts'

/** Ours: a month for somebody new to sign in once, a quarter without any use. */
export const thresholds: Setting<FindingThresholds> = {
  name: 'lifecycle.thresholds',
  shape: FindingThresholds,
  initial: { neverSignedInDays: 30, idleDays: 90, noRoleDays: 7, stagedDays: 14, usedAfterDays: 90 },
}
