import type { GrantKind } from '@rollcall/contract'
import type { GrantSource } from '../grant.ts'
import type { Licence } from '../role.ts'
import type { Json } from '../scim/json.ts'
import { enterpriseSchema } from '../scim/schema/user-schema.ts'
import type { UserGrants } from '../scim/users/grants-of.ts'
import type { Claims } from './claims.ts'
import { type Door, type RuledGrants, sayingsAlone, underRules } from './grants-by-rule.ts'
import type { RuleSet } from './rule.ts'

type Held<Value> = readonly [value: Value, source: GrantSource, rule: string | null]

/**
 * Everything that decides what somebody has, read of many users at once: those who agree in it are looked at once, however many they are.
 * So one implementation decides for one user and for all of them.
 */
export interface State {
  /** What rules look at, in the order of the set's attributes. */
  readonly attributes: readonly Json[]
  readonly groups: readonly string[] | null
  readonly claims: Claims
  readonly door: Door
  readonly role: Held<string>
  readonly licence: Held<Licence>
  /** Null where no rule has to do with managers. */
  readonly manager: Held<string | null> | null
  readonly withheld: UserGrants['withheld']
}

/** The users of one state. */
export interface Crowd {
  readonly state: State
  readonly users: number
  readonly active: number
  /** Changes when others are in it. */
  readonly fingerprint: string
}

/** What is to become of a crowd. */
export interface CrowdChange {
  readonly crowd: Crowd
  readonly before: RuledGrants
  readonly after: RuledGrants
  /** What it has afterwards that it had not; empty where it has the same for another reason. */
  readonly kinds: readonly GrantKind[]
}

export const needsManagers = (set: RuleSet, kinds: readonly GrantKind[]): boolean =>
  kinds.includes('manager') || set.attributes.some(({ key }) => key === 'manager_email' || key === `${enterpriseSchema.id}:manager`)

/** Of the crowds, those that the rules change. `kinds`: what is looked at at all. */
export const changesUnder = (set: RuleSet, crowds: readonly Crowd[], kinds: readonly GrantKind[]): CrowdChange[] =>
  crowds.flatMap(crowd => {
    const before = grantsIn(crowd.state)
    const after = underRules(set, sayingsAlone(before, kinds), personIn(set, crowd.state), kinds)
    const changed = kinds.filter(kind => valueOf(before, kind) !== valueOf(after, kind))
    const isSame = changed.length === 0 && kinds.every(kind => reasonOf(before, kind) === reasonOf(after, kind))
    return isSame ? [] : [{ crowd, before, after, kinds: changed }]
  })

const personIn = (set: RuleSet, { attributes, groups, claims }: State) => ({
  attributes: Object.fromEntries(set.attributes.map(({ key }, index) => [key, attributes[index] ?? null])),
  groups: groups ?? [],
  claims,
})

function grantsIn({ role, licence, manager, withheld, door, claims }: State): RuledGrants {
  const [manager_ref, manager_source, manager_rule] = manager ?? [null, 'default', null]
  return {
    role: role[0],
    role_source: role[1],
    role_rule: role[2],
    licence: licence[0],
    licence_source: licence[1],
    licence_rule: licence[2],
    manager_ref,
    manager_source,
    manager_rule,
    withheld,
    door,
    claims,
  }
}

export const valueOf = (grants: UserGrants, kind: GrantKind): string | null => (kind === 'manager' ? grants.manager_ref : grants[kind])

export const becauseOf = (grants: RuledGrants, kind: GrantKind) => ({ rule: grants[`${kind}_rule`], source: grants[`${kind}_source`] })

const reasonOf = (grants: RuledGrants, kind: GrantKind): string => `${grants[`${kind}_source`]} ${grants[`${kind}_rule`] ?? ''}`
