import type { GrantKind } from '@rollcall/contract'
import { type GrantSource, grantSources, type Sayings } from '../grant.ts'
import { licenceNamed } from '../find-role.ts'
import { builtInRole, defaultLicence, defaultRole } from '../role.ts'
import type { Json } from '../scim/json.ts'
import { enterpriseSchema } from '../scim/schema/user-schema.ts'
import { grantNames, type UserGrants } from '../scim/users/grants-of.ts'
import type { Claims } from './claims.ts'
import { type Given, outcomeOf, type Person, type RuleSet } from './rule.ts'

/** The doors that users come in by, the strongest last. */
export const doors = ['manual', 'jit', 'scim'] as const
export type Door = (typeof doors)[number]

export const strongerDoor = (one: Door, other: Door): Door => (doors.indexOf(one) > doors.indexOf(other) ? one : other)

/** What a write comes in by; to pin is something a person does by hand. */
export const doorOf = (source: GrantSource): Door => doors.find(door => door === source) ?? 'manual'

/** Grants as they count, with the rule where one gave them. */
export interface RuledGrants extends UserGrants {
  readonly role_rule: string | null
  readonly licence_rule: string | null
  readonly manager_rule: string | null
  /** The strongest door that keeps the user. What a rule gives is as strong. */
  readonly door: Door
  readonly claims: Claims
}

/** Before any door said anything. */
export const unruled = { role_rule: null, licence_rule: null, manager_rule: null, door: 'manual', claims: {} } as const satisfies Partial<RuledGrants>

interface Grant {
  readonly value: string | null
  readonly source: GrantSource
  readonly rule: string | null
}

const grantOf = (grants: RuledGrants, name: GrantKind): Grant =>
  name === 'role'
    ? { value: grants.role, source: grants.role_source, rule: grants.role_rule }
    : name === 'licence'
      ? { value: grants.licence, source: grants.licence_source, rule: grants.licence_rule }
      : { value: grants.manager_ref, source: grants.manager_source, rule: grants.manager_rule }

const defaults = { role: defaultRole, licence: defaultLicence, manager: null } as const

const put = (grants: RuledGrants, name: GrantKind, { value, source, rule }: Grant, withheld: Sayings): RuledGrants => {
  const { [name]: _, ...others } = grants.withheld
  const all = { ...grants, withheld: Object.keys(withheld).length === 0 ? others : { ...others, [name]: withheld } }
  if (name === 'role') return { ...all, role: value ?? defaultRole, role_source: source, role_rule: rule }
  if (name === 'licence') return { ...all, licence: licenceNamed(value ?? '') ?? defaultLicence, licence_source: source, licence_rule: rule }
  return { ...all, manager_ref: value, manager_source: source, manager_rule: rule }
}

/** What doors said alone, as if there were no rules: under a rule lies what the strongest door said. */
export function sayingsAlone(grants: RuledGrants, names: readonly GrantKind[] = grantNames): RuledGrants {
  let alone = grants
  for (const name of names) {
    if (grantOf(grants, name).rule === null) continue
    const sayings = grants.withheld[name] ?? {}
    const source = grantSources.findLast(each => sayings[each] !== undefined)
    if (source === undefined) alone = put(alone, name, { value: defaults[name], source: 'default', rule: null }, {})
    else {
      const { [source]: value = null, ...rest } = sayings
      alone = put(alone, name, { value, source, rule: null }, rest)
    }
  }
  return alone
}

const strength = (source: GrantSource): number => grantSources.indexOf(source)

/**
 * Lays the rules over what doors said: pinned, then for SCIM, JIT and manual in turn what the door itself said before what a rule gives at the
 * user's door, then the default. What a rule covers is withheld, and counts again when the rule does not match any more.
 */
export function underRules(set: RuleSet, alone: RuledGrants, seen: Person, names: readonly GrantKind[] = grantNames): RuledGrants {
  const uncovered = names.filter(name => {
    const { source } = grantOf(alone, name)
    return source === 'default' || strength(source) < strength(alone.door)
  })
  const outcome = outcomeOf(set, { ...seen, attributes: { ...seen.attributes, ...saidAttributes(set, alone) } }, uncovered)
  return uncovered.reduce((grants, name) => cover(grants, name, outcome[name]), alone)
}

function cover(grants: RuledGrants, name: GrantKind, given: Given | undefined): RuledGrants {
  if (given === undefined) return grants
  const { value, source } = grantOf(grants, name)
  const withheld = { ...grants.withheld[name], ...(source === 'default' ? {} : { [source]: value }) }
  return put(grants, name, { value: given.value, source: grants.door, rule: given.rule }, withheld)
}

/** The attributes that are grants themselves, as they were sent: a rule never looks at what rules gave. */
export function saidAttributes({ customRoles }: RuleSet, alone: RuledGrants): Record<string, Json> {
  return {
    chorus_role: alone.role_source === 'default' ? null : (builtInRole(alone.role)?.name ?? customRoles.get(alone.role) ?? null),
    chorus_license_type: alone.licence_source === 'default' ? null : alone.licence,
    manager_email: alone.manager_ref,
    [`${enterpriseSchema.id}:manager`]: alone.manager_ref === null ? null : { value: alone.manager_ref },
  }
}
