import type { StepAction, StepDefinition } from '@rollcall/contract'

/** Switching an account or identity off or on. What gives a role, a licence, a group or an app is never automatic. */
const lowRisk: ReadonlySet<StepAction> = new Set(['deactivate_account', 'reactivate_account', 'deactivate_identity', 'reactivate_identity'])

/** Why a plan waits for people although its app is automatic, or null. */
export function whyNotAutomatic(steps: readonly StepDefinition[], exceeded: readonly string[]): string | null {
  if (exceeded.length > 0) return `more is changed at once than one may decide (${exceeded.join(', ')})`
  const risky = steps.find(({ action, undo, route }) => !lowRisk.has(action) || !undo.possible || route === 'manual')
  return risky === undefined ? null : `what is done to ${risky.accountName} in ${risky.connectionName} cannot be taken back by Rollcall`
}
