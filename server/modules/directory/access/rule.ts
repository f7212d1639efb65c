import type { GrantKind, ManagerGrant, MappingRule, RuleCondition } from '@rollcall/contract'
import { builtInRole, type Licence } from '../role.ts'
import type { Json } from '../scim/json.ts'
import { type Claims, claimKey } from './claims.ts'
import { attributeAt, leafOf, type LookedAt, valuesIn } from './looked-at.ts'

/** What rules may know of somebody. */
export interface Person {
  /** By the key of the attribute. */
  readonly attributes: Readonly<Record<string, Json>>
  /** The names of the groups they are a direct member of. */
  readonly groups: readonly string[]
  readonly claims: Claims
}

/** What one rule gives: a role's id, a licence, what the manager is called. */
export interface Given {
  readonly rule: string
  readonly value: string
}
export type Outcome = Readonly<Partial<Record<GrantKind, Given>>>

interface CompiledRule {
  readonly id: string
  readonly matches: (person: Person) => boolean
  readonly gives: Readonly<Partial<Record<GrantKind, (person: Person) => string | null>>>
}

/** Rules made ready to be held against many people. */
export interface RuleSet {
  readonly rules: readonly CompiledRule[]
  readonly gives: ReadonlySet<GrantKind>
  /** The attributes that any rule looks at, by key, and the claims. */
  readonly attributes: readonly LookedAt[]
  readonly claims: readonly string[]
  /** Whether any rule looks at a group of this name. */
  readonly looksAtGroup: (name: string) => boolean
  readonly looksAtGroups: boolean
  /** The names of roles that are not built in, by id. */
  readonly customRoles: ReadonlyMap<string, string>
}

/**
 * A rule whose role was deleted, or whose attribute no schema has any more, gives nothing: who would have had it has what comes next.
 * `customRoles`: name by id.
 */
export function compileRules(rules: readonly MappingRule[], customRoles: ReadonlyMap<string, string>): RuleSet {
  const looked = rules.flatMap(rule => [...rule.conditions, ...(rule.gives.manager === undefined ? [] : [rule.gives.manager])])
  const attributes = looked.flatMap(each => (each.kind === 'attribute' ? (attributeAt(each.path) ?? []) : []))
  const groupTests = rules.flatMap(rule => rule.conditions.filter(each => each.kind === 'group').map(each => comparing(each, false)))
  return {
    rules: rules.map(rule => compile(rule, customRoles)),
    gives: new Set(rules.flatMap(rule => kindsOf(rule))),
    attributes: [...new Map(attributes.map(each => [each.key, each])).values()],
    claims: [...new Set(looked.flatMap(each => (each.kind === 'claim' ? [claimKey(each.name)] : [])))],
    looksAtGroup: name => groupTests.some(test => test([name])),
    looksAtGroups: groupTests.length > 0,
    customRoles,
  }
}

export const kindsOf = ({ gives }: MappingRule): GrantKind[] => (['role', 'licence', 'manager'] as const).filter(kind => gives[kind] !== undefined)

function compile({ id, match, conditions, gives }: MappingRule, customRoles: ReadonlyMap<string, string>): CompiledRule {
  const tests = conditions.map(testOf)
  const { role, licence, manager } = gives
  return {
    id,
    matches: person => tests.length === 0 || (match === 'all' ? tests.every(test => test(person)) : tests.some(test => test(person))),
    gives: {
      ...(role !== undefined && (builtInRole(role) !== undefined || customRoles.has(role)) ? { role: () => role } : {}),
      ...(licence === undefined ? {} : { licence: (): Licence => licence }),
      ...(manager === undefined ? {} : { manager: (person: Person) => managerFor(manager, person) }),
    },
  }
}

/** What somebody has that a condition looks at. */
export function foundBy(condition: RuleCondition | Exclude<ManagerGrant, { kind: 'named' }>, person: Person): readonly string[] {
  if (condition.kind === 'group') return person.groups
  if (condition.kind === 'claim') return person.claims[claimKey(condition.name)] ?? []
  const at = attributeAt(condition.path)
  return at === null ? [] : valuesIn(person.attributes[at.key], at)
}

const managerFor = (manager: ManagerGrant, person: Person): string | null => (manager.kind === 'named' ? manager.value : (foundBy(manager, person)[0] ?? null))

export function testOf(condition: RuleCondition): (person: Person) => boolean {
  const at = condition.kind === 'attribute' ? attributeAt(condition.path) : null
  // Group names are case-insensitive in their schema; claims have none, and identity providers are not of one mind.
  const test = comparing(condition, at !== null && leafOf(at).caseExact === true)
  if (at === null) return person => test(foundBy(condition, person))
  return person => test(valuesIn(person.attributes[at.key], at))
}

function comparing({ operator, values }: Pick<RuleCondition, 'operator' | 'values'>, caseExact: boolean): (found: readonly string[]) => boolean {
  const fold = (text: string) => (caseExact ? text : text.toLowerCase())
  const wanted = values.map(fold)
  const set = new Set(wanted)
  switch (operator) {
    case 'is':
    case 'one_of':
      return found => found.some(each => set.has(fold(each)))
    case 'contains':
      return found => found.some(each => wanted.some(part => fold(each).includes(part)))
    case 'starts_with':
      return found => found.some(each => wanted.some(start => fold(each).startsWith(start)))
  }
}

/** Of each kind that is wanted, what the first rule gives that matches and has something to give. */
export function outcomeOf(set: RuleSet, person: Person, wanted: readonly GrantKind[]): Outcome {
  const outcome: Partial<Record<GrantKind, Given>> = {}
  const open = new Set(wanted.filter(kind => set.gives.has(kind)))
  for (const rule of set.rules) {
    if (open.size === 0) break
    const offers = [...open].filter(kind => rule.gives[kind] !== undefined)
    if (offers.length === 0 || !rule.matches(person)) continue
    for (const kind of offers) {
      const value = rule.gives[kind]?.(person) ?? null
      if (value === null) continue
      outcome[kind] = { rule: rule.id, value }
      open.delete(kind)
    }
  }
  return outcome
}
