import { isObject, type Json, type JsonObject } from './json.ts'
import { type Attribute } from './schema/attribute.ts'
import { subAttributeOf } from './schema/resolve-attribute.ts'
import { ScimError } from './scim-error.ts'

const wrong = (name: string, wanted: string) => new ScimError(400, 'invalidValue', `${name} takes ${wanted}.`)

/**
 * What a client sent for an attribute, as its schema wants it; null when that leaves it unassigned (RFC 7643, section 2.5). Clients send flags
 * as "True", lists as a single value and a manager as a bare id: what has one meaning is taken. Unknown sub-attributes are left out.
 */
export function readValue(attribute: Attribute, value: Json): Json {
  if (value === null || value === '') return null
  return attribute.multiValued
    ? readList(attribute, Array.isArray(value) ? value : [value])
    : readSingle(attribute, Array.isArray(value) ? (value[0] ?? null) : value)
}

/** One value, or one element of a list. */
export function readSingle(attribute: Attribute, value: Json): Json {
  if (value === null || value === '') return null
  switch (attribute.type) {
    case 'boolean':
      return readFlag(attribute, value)
    case 'complex':
      return readComplex(attribute, value)
    default:
      if (typeof value === 'string') return readText(attribute, value)
      if (typeof value === 'number' || typeof value === 'boolean') return String(value)
      throw wrong(attribute.name, 'a text')
  }
}

/** PostgreSQL keeps neither a zero byte nor half of a surrogate pair. */
function readText(attribute: Attribute, value: string): string {
  if (value.includes('\u0000') || !value.isWellFormed()) throw wrong(attribute.name, 'a text of whole characters')
  return value
}

function readFlag(attribute: Attribute, value: Json): boolean {
  if (typeof value === 'boolean') return value
  const word = typeof value === 'string' ? value.trim().toLowerCase() : ''
  if (word !== 'true' && word !== 'false') throw wrong(attribute.name, 'true or false')
  return word === 'true'
}

function readComplex(attribute: Attribute, value: Json): Json {
  if (!isObject(value)) {
    const sub = subAttributeOf(attribute, 'value')
    if (sub === null || Array.isArray(value)) throw wrong(attribute.name, 'an object')
    return { value: readSingle(sub, value) }
  }
  const read: JsonObject = {}
  for (const [name, each] of Object.entries(value)) {
    const sub = subAttributeOf(attribute, name)
    const known = sub === null || sub.mutability === 'readOnly' ? null : readValue(sub, each)
    if (sub !== null && known !== null) read[sub.name] = known
  }
  return Object.keys(read).length === 0 ? null : read
}

/** More values than this of one attribute of one user are a mistake, or an attack. */
const mostElements = 1000

export function refuseMany(attribute: Attribute, elements: readonly Json[]): void {
  if (elements.length > mostElements) throw wrong(attribute.name, `at most ${mostElements} values`)
}

function readList(attribute: Attribute, values: readonly Json[]): Json {
  refuseMany(attribute, values)
  const elements = values.map(value => readSingle(attribute, value)).filter(element => element !== null)
  return elements.length === 0 ? null : onePrimary(distinct(elements))
}

const keyOf = (element: Json): string =>
  isObject(element) ? JSON.stringify([element.value ?? element.formatted ?? element.streetAddress ?? null, element.type ?? null]) : JSON.stringify(element)

// The same value of the same type twice is one value; the later says more.
const distinct = (elements: readonly Json[]): Json[] => [...new Map(elements.map(element => [keyOf(element), element])).values()]

/** At most one element is primary (RFC 7643, section 2.4): the one at `keep`, or else the first that says so. */
export function onePrimary(elements: readonly Json[], keep: Json | null = null): Json[] {
  const first = keep ?? elements.find(element => isObject(element) && element.primary === true)
  return elements.map(element => (isObject(element) && element.primary === true && element !== first ? { ...element, primary: false } : element))
}
