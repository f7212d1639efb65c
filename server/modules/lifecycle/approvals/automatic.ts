import type { AppMode, FindingKind, StepAction, StepDefinition } from '@rollcall/contract'
import { routeOfAnybody } from '../app-ways.ts'
import type { Ways } from '../choose-route.ts'
import { kinds, repairOf } from '../findings/kinds.ts'

/** Switching an account or identity off or on. What gives a role, a licence, a group or an app is never automatic. */
const lowRisk: ReadonlySet<StepAction> = new Set(['deactivate_account', 'reactivate_account', 'deactivate_identity', 'reactivate_identity'])

/** What the automatic mode can be chosen for: every kind of finding about an account that is repaired by low-risk steps alone. */
const repairs = kinds.flatMap(({ kind }): { kind: FindingKind; action: StepAction }[] => {
  const action = repairOf({ kind, account_id: '' })
  return action !== null && lowRisk.has(action) ? [{ kind, action }] : []
})

export const mayBeAutomatic = (kind: FindingKind): boolean => repairs.some(each => each.kind === kind)

/** The same in one app, with why a plan of it would wait for people. */
export const automaticIn = (ways: Ways): AppMode['automatic'] =>
  repairs.map(({ kind, action }) => {
    const { route, undo, routeReason } = routeOfAnybody(ways, action)
    return { kind, action, obstacle: route === 'manual' ? routeReason : undo.possible ? null : undo.how }
  })

/** Why a plan waits for people although its app is automatic, or null. */
export function whyNotAutomatic(steps: readonly StepDefinition[], exceeded: readonly string[]): string | null {
  if (exceeded.length > 0) return `more is changed at once than one may decide (${exceeded.join(', ')})`
  const risky = steps.find(({ action, undo, route, deletes }) => !lowRisk.has(action) || deletes || !undo.possible || route === 'manual')
  return risky === undefined ? null : `what is done to ${risky.accountName} in ${risky.connectionName} cannot be taken back by Rollcall`
}
