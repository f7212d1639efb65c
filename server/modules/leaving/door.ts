import type { DepartureRow } from '../directory/index.ts'

/** Through which door somebody was deactivated, as their page says it. */
export function doorOf({ actor, source }: Pick<DepartureRow, 'actor' | 'source'>): string {
  if (actor === null) return 'unknown'
  if (source === 'scim') return 'scim'
  if (source === 'jit') return 'sign-in'
  if (actor.startsWith('token(')) return 'api'
  if (actor.startsWith('operator(')) return 'operator'
  if (actor.startsWith('system(')) return 'job'
  return 'console'
}
