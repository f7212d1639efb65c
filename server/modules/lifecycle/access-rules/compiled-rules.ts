import type { AccessCondition, AccessException, AccessRule, AccessRules, AppAccess } from '@rollcall/contract'

/** What somebody should have in one app. Of several, each thing is taken from the lowest place that says it. */
interface Offer {
  readonly place: number
  readonly rule: string
  readonly connectionId: string
  readonly role: string | null
  readonly licence: string | null
  readonly groups: readonly string[]
}

/** Whom a rule speaks of, as places in the list of conditions. `required` holds as well, whichever of the others do. */
interface Test {
  readonly place: number
  readonly match: AccessRule['match']
  readonly conditions: readonly number[]
  readonly required: number | null
}

/** Rules made ready to be asked of everybody at once. */
export interface CompiledRules {
  readonly offers: readonly Offer[]
  /** Each once, whichever rules ask for it. */
  readonly conditions: readonly AccessCondition[]
  readonly tests: readonly Test[]
  readonly closed: readonly string[]
  readonly exceptions: readonly {
    readonly place: number
    readonly login: string
    readonly connectionId: string
    readonly effect: AccessException['effect']
    readonly until: string
    readonly ended: boolean
  }[]
  /** `2026-11-25`, in UTC. */
  readonly today: string
}

const working: AccessCondition = { kind: 'status', values: ['active', 'locked'] }

/**
 * The rules as they are kept: apps and sources by the ids of their connections. Exceptions come before every rule. `there`: of whom a rule
 * speaks that asks for no status.
 */
export function compileRules({ rules, closed, exceptions }: AccessRules, now: Date, there: AccessCondition = working): CompiledRules {
  const today = dayOf(now)
  const conditions = new Map<string, AccessCondition>()
  const placeOf = (condition: AccessCondition): number => {
    const key = JSON.stringify(condition)
    if (!conditions.has(key)) conditions.set(key, condition)
    return [...conditions.keys()].indexOf(key)
  }
  const tests = rules.map((rule, index): Test => ({
    place: exceptions.length + index,
    match: rule.match,
    conditions: rule.conditions.map(placeOf),
    required: rule.conditions.some(({ kind }) => kind === 'status') ? null : placeOf(there),
  }))
  return {
    offers: [
      ...exceptions.flatMap((exception, place) => (exception.effect === 'give' ? [offerOf(place, exceptionName(exception), exception)] : [])),
      ...rules.flatMap((rule, index) => rule.gives.map(gives => offerOf(exceptions.length + index, rule.name, gives))),
    ],
    conditions: [...conditions.values()],
    tests,
    closed,
    exceptions: exceptions.map(({ person, app, effect, until }, place) => ({
      place,
      login: person.toLowerCase(),
      connectionId: app,
      effect,
      until,
      ended: hasEnded({ until }, now),
    })),
    today,
  }
}

const offerOf = (place: number, rule: string, { app, role, licence, groups }: AppAccess): Offer => ({
  place,
  rule,
  connectionId: app,
  role: role ?? null,
  licence: licence ?? null,
  groups: groups ?? [],
})

/** How an exception is called where rules are named. */
export const exceptionName = ({ person }: Pick<AccessException, 'person'>): string => `the exception for ${person}`

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** An exception holds until its last day is over. */
export const hasEnded = ({ until }: Pick<AccessException, 'until'>, now: Date): boolean => until < dayOf(now)

/** Whether the days that went by changed what the rules say, though nobody changed them. */
export const hasMovedOn = ({ rules, exceptions }: AccessRules, comparedAt: Date | null, now: Date): boolean =>
  comparedAt !== null &&
  dayOf(comparedAt) < dayOf(now) &&
  (rules.some(rule => rule.conditions.some(({ kind }) => kind === 'date')) ||
    exceptions.some(exception => hasEnded(exception, now) && !hasEnded(exception, comparedAt)))

export const isEmpty = ({ rules, closed, exceptions }: AccessRules): boolean => rules.length + closed.length + exceptions.length === 0
