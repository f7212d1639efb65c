import { oneOf, type RawSearch } from '../../ui/address.ts'

/** What can be planned for one person, as an address names it. */
export const starts = ['onboard', 'change', 'leave', 'lock', 'offboard'] as const
export type Start = (typeof starts)[number]

/** What `/people/:id?…` may hold: what is about to be planned for them, in a dialog. */
export const personSearch = (raw: RawSearch): { start?: Start | undefined } => ({ start: oneOf(raw.start, starts) })
