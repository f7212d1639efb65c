import { draftPlaybook, listPeople } from '@rollcall/contract'
import type { Client } from '../client.ts'
import { say, table } from '../print.ts'
import { describe } from './roll.ts'

export interface OffboardFlags {
  /** `2026-12-31`, of which the end counts, or an instant with its zone. */
  readonly at?: string
  readonly timeZone?: string
}

/** Drafts the plan and prints it with what it leaves out; a person approves it. */
export async function offboard(client: Client, who: string, { at, timeZone }: OffboardFlags): Promise<void> {
  const { items } = await client.call(listPeople, { query: { q: who } })
  const exact = items.filter(({ id, email, displayName }) => [id, email, displayName].some(each => each?.toLowerCase() === who.toLowerCase()))
  const [person, another] = exact.length > 0 ? exact : items
  if (person === undefined) throw new Error(`There is nobody named ${who} on the roll.`)
  if (another !== undefined) throw new Error(`Several people could be meant by ${who}. Say it by e-mail: ${items.map(({ email }) => email).join(', ')}.`)
  const when =
    at === undefined
      ? ({ at: 'now' } as const)
      : /^\d{4}-\d\d-\d\d$/.test(at)
        ? { at: 'end_of_day' as const, day: at, ...(timeZone === undefined ? {} : { timeZone }) }
        : { at: 'instant' as const, instant: at }
  const { plan, leftOut } = await client.call(draftPlaybook, { body: { playbook: 'leaver', personId: person.id, when } })
  say(describe(plan))
  if (leftOut.length > 0) say(table(leftOut.map(({ connectionName, accountName, why }) => ({ app: connectionName, account: accountName, 'left out': why }))))
}
