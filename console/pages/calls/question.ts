import type { EngagementsQuestion } from '../../data/engagements.ts'
import type { CallsSearch } from './address.ts'

const dayStart = (day: string): Date => new Date(`${day}T00:00`)

/** What the server is asked for an address: days there are days of the reader's zone, instants here. */
export const questionOf = (search: CallsSearch): EngagementsQuestion => {
  const { q, kind, owner, accountId, trackerId, delivery, sort, from, to } = search
  const until = to ? dayStart(to) : undefined
  until?.setDate(until.getDate() + 1)
  return { q, kind, owner, accountId, trackerId, delivery, sort, from: from && dayStart(from).toISOString(), to: until?.toISOString() }
}

/** Whether anything narrows the list. */
export const isNarrowed = ({ q, kind, owner, accountId, trackerId, delivery, from, to }: CallsSearch): boolean =>
  [q, kind, owner, accountId, trackerId, delivery, from, to].some(filter => filter !== undefined)
