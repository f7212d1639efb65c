import type { Route, StepAction } from '@rollcall/contract'

/** So many failures one after the other in one connection mean that something else is wrong than one account. */
export const errorBudget = 3

/** A step of one plan in one connection that has begun, or could. */
export interface Waiting {
  readonly subject: string
  readonly action: StepAction
  readonly route: Route
}

/** What changes one login and nothing that another step could change as well. */
const concernsOneLogin = new Set<StepAction>(['deactivate_account', 'reactivate_account', 'deactivate_identity', 'reactivate_identity'])

const goesBeside = ({ action, route }: Waiting): boolean => concernsOneLogin.has(action) && (route === 'scim' || route === 'api')

/**
 * Those that may be under way at once, out of the steps of one plan in one connection: those under way first, then by position. As many as
 * may still fail, so that no more fail in a row than if they went one by one; each about another login; nothing overtakes what goes alone.
 */
export function whoseTurn<Step extends Waiting>(steps: readonly Step[], failuresInARow: number): Step[] {
  const most = Math.max(1, errorBudget - failuresInARow)
  const chosen: Step[] = []
  for (const step of steps) {
    const fits = chosen.every(other => goesBeside(other) && goesBeside(step) && other.subject !== step.subject)
    if (chosen.length === most || !fits) break
    chosen.push(step)
  }
  return chosen
}
