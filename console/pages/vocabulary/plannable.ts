import type { Finding } from '@rollcall/contract'

/** Why no plan can be made of a finding now, or null. */
export const refusalOf = ({ state, blocked, repair }: Finding): string | null => {
  if (state === 'planned') return 'It is in a plan already.'
  if (state === 'accepted') return 'It is accepted for now.'
  if (state === 'resolved') return 'It is resolved.'
  return repair === null ? 'No plan repairs it: a person decides.' : blocked
}

/** Whether a person may have its account deactivated by a plan, though nothing says that it must be. */
export const mayBeClosed = ({ state, blocked, repair, choice }: Finding): boolean =>
  state === 'open' && blocked === null && repair === null && choice === 'deactivate_account'
