import { draftPlaybook, listPeople } from '@rollcall/contract'
import type { Client } from '../client.ts'
import { say, table } from '../print.ts'
import { describe } from './roll.ts'

export interface OffboardFlags {
  /** `2026-12-31`, of which the end counts, or an instant with its zone. */
  readonly at?: string
  readonly timeZone?: string
}

const isDay = (at: string): boolean => /^\d{4}-\d\d-\d\d$/.test(at)

/** Drafts the plan and prints it with what it leaves out; a person approves it. */
export async function offboard(client: Client, who: string, { at, timeZone }: OffboardFlags): Promise<void> {
  if (timeZone !== undefined && (at === undefined || !isDay(at)))
    throw new Error('A time zone says where a day ends. Give the last working day with --at, such as 2026-12-31.')
  const { items } = await client.call(listPeople, { query: { q: who } })
  const exact = items.filter(({ id, email, displayName }) => [id, email, displayName].some(each => each?.toLowerCase() === who.toLowerCase()))
  const [person, another] = exact.length > 0 ? exact : items
  if (person === undefined) throw new Error(`There is nobody named ${who} on the roll.`)
  if (another !== undefined) throw new Error(`Several people could be meant by ${who}. Say it by e-mail: ${items.map(({ email }) => email).join(', ')}.`)
  const when =
    at === undefined
      ? ({ at: 'now' } as const)
      : isDay(at)
        ? { at: 'end_of_day' as const, day: at, ...(timeZone === undefined ? {} : { timeZone }) }
        : { at: 'instant' as const, instant: at }
  const { plan, leftOut } = await client.call(draftPlaybook, { body: { playbook: 'leaver', personId: person.id, when } })
  say(describe(plan))
  if (plan.startsAt !== null) say(`Once it is approved it waits until ${plan.startsAt}.`)
  if (leftOut.length > 0) say(table(leftOut.map(({ connectionName, accountName, why }) => ({ app: connectionName, account: accountName, 'left out': why }))))
}
