import type { Plan } from '@rollcall/contract'
import { countOf } from '../../ui/numbers.ts'

/** For whom a plan is: `Ana Ruiz`, or `7 people`. */
export const forWhom = ({ steps }: Pick<Plan, 'steps'>): string => {
  const people = new Map(steps.map(({ personId, accountId, personName }) => [personId ?? accountId ?? personName, personName]))
  const [only] = people.values()
  return people.size === 1 && only !== undefined ? only : countOf(people.size, 'person', 'people')
}

/** What the button does, exactly: `Approve 7 steps for Ana Ruiz`. */
export const approveWords = (plan: Pick<Plan, 'steps'>): string => `Approve ${countOf(plan.steps.length, 'step')} for ${forWhom(plan)}`
