// What a filter means, written a second time without SQL and without the server's schemas: both must find the same users.
import type { Random } from './random.ts'
import { enterpriseUser } from './scim-client.ts'

type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'compare'; readonly path: string; readonly operator: Operator; readonly value: string | boolean | null }
  | { readonly kind: 'present'; readonly path: string }
  | { readonly kind: 'element'; readonly path: string; readonly part: Expression }

export type Element = Readonly<Record<string, string | boolean>>
export type Person = Readonly<Record<string, string | boolean | Element | readonly Element[]>>

const texts = ['userName', 'displayName', 'title', 'nickName', 'name.familyName', `${enterpriseUser}:department`, `${enterpriseUser}:employeeNumber`] as const
const lists = ['emails', 'phoneNumbers', 'roles'] as const
const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
/** Few and short, so that filters find somebody; with everything that has to be escaped. */
const words = ['a', 'B', 'ab', 'ba', 'a%', '_b', 'a"b', 'a\\b', "o'a", 'ë', 'Ëa', 'and', '(', '', '7', 'toString'] as const

export function randomPerson({ pick, chance, below }: Random, n: number): Person {
  const word = () => pick(words) || 'a'
  const list = (types: readonly [string, ...string[]]): Element[] =>
    Array.from({ length: below(3) }, (_, index) => ({ value: `${word()}${index}`, type: pick(types), ...(chance(30) ? { primary: index === 0 } : {}) }))
  return {
    userName: `${word()}${n}`,
    active: chance(70),
    ...(chance(60) ? { displayName: word() } : {}),
    ...(chance(60) ? { title: word() } : {}),
    ...(chance(40) ? { nickName: word() } : {}),
    ...(chance(60) ? { name: { familyName: word() } } : {}),
    ...(chance(50) ? { [enterpriseUser]: { department: word(), employeeNumber: pick(['7', '007', 'A7']) } } : {}),
    emails: list(['work', 'home']),
    phoneNumbers: list(['mobile', 'work']),
    roles: list(['x', 'y']),
  }
}

export function randomFilter(random: Random, depth = 0): Expression {
  const { pick, below } = random
  const kind =
    depth > 3 ? pick(['compare', 'present', 'flag', 'list'] as const) : pick(['and', 'or', 'not', 'compare', 'present', 'element', 'flag', 'list'] as const)
  switch (kind) {
    case 'and':
    case 'or':
      return { kind, parts: Array.from({ length: 2 + below(2) }, () => randomFilter(random, depth + 1)) }
    case 'not':
      return { kind, part: randomFilter(random, depth + 1) }
    case 'element':
      return { kind, path: pick(lists), part: randomCondition(random, depth + 1) }
    case 'present':
      return { kind, path: pick([...texts, ...lists, 'emails.type', 'active'] as const) }
    case 'flag':
      return { kind: 'compare', path: 'active', operator: pick(['eq', 'ne']), value: pick([true, false]) }
    case 'list':
      return compareText(random, `${pick(lists)}${pick(['', '.value', '.type'])}`)
    default:
      return compareText(random, pick(texts))
  }
}

/** A condition on one element of a list. */
function randomCondition(random: Random, depth: number): Expression {
  const { pick, below } = random
  const kind = depth > 3 ? 'compare' : pick(['and', 'or', 'not', 'compare', 'compare', 'present', 'flag'] as const)
  if (kind === 'and' || kind === 'or') return { kind, parts: Array.from({ length: 2 + below(2) }, () => randomCondition(random, depth + 1)) }
  if (kind === 'not') return { kind, part: randomCondition(random, depth + 1) }
  if (kind === 'present') return { kind, path: pick(['value', 'type', 'display']) }
  if (kind === 'flag') return { kind: 'compare', path: 'primary', operator: pick(['eq', 'ne']), value: pick([true, false]) }
  return compareText(random, pick(['value', 'type']))
}

function compareText({ pick, chance }: Random, path: string): Expression {
  if (chance(8)) return { kind: 'compare', path, operator: pick(['eq', 'ne']), value: null }
  return { kind: 'compare', path, operator: pick(operators), value: pick(path.endsWith('type') ? ['work', 'HOME', 'x'] : words) }
}

/** The filter as a client writes it: any case, any number of blanks, by URN or plainly. */
export function written(filter: Expression, random: Random): string {
  const anyCase = (word: string) => random.pick([word, word.toUpperCase()])
  const urn = (path: string) => (random.chance(10) && !path.startsWith('urn:') ? `urn:ietf:params:scim:schemas:core:2.0:User:${path}` : path)
  const write = (each: Expression, isInside: boolean): string => {
    switch (each.kind) {
      case 'and':
      case 'or':
        return `(${each.parts.map(part => write(part, isInside)).join(` ${anyCase(each.kind)} `)})`
      case 'not':
        return `${anyCase('not')} (${write(each.part, isInside)})`
      case 'element':
        return `${urn(each.path)}[${write(each.part, true)}]`
      case 'present':
        return `${isInside ? each.path : urn(each.path)}  ${anyCase('pr')}`
      case 'compare':
        return `${isInside ? each.path : urn(each.path)} ${anyCase(each.operator)} ${JSON.stringify(each.value)}`
    }
  }
  return write(filter, false)
}

const valueAt = (person: Person, path: string): unknown => {
  const [, extension, rest = path] = /^(urn:.*:User):(.+)$/.exec(path) ?? []
  const root: unknown = extension === undefined ? person : person[extension]
  return rest.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], root)
}

export function satisfies(person: Person, filter: Expression): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every(part => satisfies(person, part))
    case 'or':
      return filter.parts.some(part => satisfies(person, part))
    case 'not':
      return !satisfies(person, filter.part)
    case 'element':
      return elementsOf(person, filter.path).some(element => satisfies(element, filter.part))
    case 'present':
      return compares(person, filter.path, 'ne', null)
    case 'compare':
      return compares(person, filter.path, filter.operator, filter.value)
  }
}

const elementsOf = (person: Person, list: string): readonly Element[] => person[list] as readonly Element[]

function compares(person: Person, path: string, operator: Operator, wanted: string | boolean | null): boolean {
  const [list = '', sub = 'value'] = path.split('.')
  if (!(lists as readonly string[]).includes(list)) return compareValue(valueAt(person, path), operator, wanted, path === 'primary')
  const elements = elementsOf(person, list)
  // A list without a value is what `eq null` finds; everything else is true of some element.
  if (wanted === null && operator === 'eq') return !elements.some(element => compareValue(element[sub], 'ne', null, false))
  return elements.some(element => compareValue(element[sub], operator, wanted, false))
}

function compareValue(value: unknown, operator: Operator, wanted: string | boolean | null, isFlag: boolean): boolean {
  const isPresent = typeof value === 'string' ? value !== '' : value !== undefined
  if (wanted === null) return isPresent === (operator === 'ne')
  if (typeof wanted === 'boolean' || isFlag) return ((value ?? false) === wanted) === (operator === 'eq')
  if (!isPresent) return operator === 'ne'
  const [have, want] = [typeof value === 'string' ? value.toLowerCase() : '', wanted.toLowerCase()]
  const results = {
    eq: have === want,
    ne: have !== want,
    co: have.includes(want),
    sw: have.startsWith(want),
    ew: have.endsWith(want),
    gt: have > want,
    ge: have >= want,
    lt: have < want,
    le: have <= want,
  }
  return results[operator]
}
