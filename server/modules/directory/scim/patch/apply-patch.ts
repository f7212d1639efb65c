import type { Filter } from '../filter/filter.ts'
import { matchesElement } from '../filter/match-element.ts'
import { isObject, type Json, type JsonObject, plainText, sameJson } from '../json.ts'
import { getAttribute, setAttribute } from '../read-resource.ts'
import { onePrimary, readSingle, readValue, refuseMany } from '../read-value.ts'
import type { Attribute } from '../schema/attribute.ts'
import { subAttributeOf } from '../schema/resolve-attribute.ts'
import { ScimError } from '../scim-error.ts'
import type { PatchStep } from './read-patch.ts'

/** The document after all steps; the one given is left as it is, so that a step that is refused leaves nothing half-done. */
export function applyPatch(document: JsonObject, steps: readonly PatchStep[]): JsonObject {
  const changed = structuredClone(document)
  for (const step of steps) {
    const before = getAttribute(changed, step.extension, step.attribute.name) ?? null
    const after = step.attribute.multiValued ? patchList(step, Array.isArray(before) ? before : []) : patchSingle(step, before)
    if (after === null && step.attribute.required) throw new ScimError(400, 'invalidValue', `${step.attribute.name} is required and cannot be removed.`)
    setAttribute(changed, step.extension, step.attribute.name, after)
  }
  return changed
}

function patchSingle({ op, attribute, sub, value }: PatchStep, before: Json): Json {
  if (sub !== null) return withSub(isObject(before) ? before : {}, sub, op === 'remove' ? null : readValue(sub, value ?? null))
  if (op === 'remove') return null
  const after = readValue(attribute, value ?? null)
  // A complex value changes the parts that it names (RFC 7644, section 3.5.2.3).
  return isObject(after) && isObject(before) ? { ...before, ...after } : after
}

function withSub(element: JsonObject, sub: Attribute, value: Json): Json {
  const { [sub.name]: _, ...rest } = element
  const after = value === null ? rest : { ...rest, [sub.name]: value }
  return Object.keys(after).length === 0 ? null : after
}

/** An element that has lost its value is gone: a type and a flag alone tell nobody anything. */
const saysSomething = (element: Json): Json => (isObject(element) && Object.keys(element).every(name => name === 'type' || name === 'primary') ? null : element)

function patchList(step: PatchStep, before: readonly Json[]): Json {
  const after = step.filter !== null || step.sub !== null ? patchSelected(step, before) : patchWhole(step, before)
  refuseMany(step.attribute, after)
  return after.length === 0 ? null : after
}

function patchWhole({ op, attribute, value }: PatchStep, before: readonly Json[]): Json[] {
  const given = asList(readValue(attribute, value ?? null))
  if (op === 'replace') return given
  if (op === 'remove') return value === undefined || value === null ? [] : before.filter(element => !given.some(each => isMeant(each, element)))
  return given.reduce<Json[]>(addElement, [...before])
}

const asList = (value: Json): Json[] => (Array.isArray(value) ? value : [])

/** Entra removes by value: `{"op":"Remove","path":"emails","value":[{"value":"a@b.c"}]}`. */
const isMeant = (given: Json, element: Json): boolean =>
  isObject(given) && isObject(element)
    ? Object.entries(given).every(([name, each]) => plainText(element[name]).toLowerCase() === plainText(each).toLowerCase())
    : sameJson(given, element)

function addElement(elements: Json[], element: Json): Json[] {
  const same = elements.findIndex(
    each => isObject(each) && isObject(element) && each.value !== undefined && each.value === element.value && sameType(each, element),
  )
  const [had] = same === -1 ? [] : elements.slice(same, same + 1)
  const merged = isObject(had) && isObject(element) ? { ...had, ...element } : element
  const after = same === -1 ? [...elements, merged] : elements.with(same, merged)
  return isObject(merged) && merged.primary === true ? onePrimary(after, merged) : after
}

const sameType = (a: JsonObject, b: JsonObject): boolean => a.type === undefined || b.type === undefined || a.type === b.type

/** A part of the elements that a filter selects, or a sub-attribute of all of them. */
function patchSelected({ op, attribute, filter, sub, value }: PatchStep, before: readonly Json[]): Json[] {
  const isSelected = (element: Json) => filter === null || matchesElement(attribute, element, filter)
  if (op === 'remove')
    return before.flatMap(element => {
      if (!isSelected(element)) return [element]
      const left = sub === null || !isObject(element) ? null : saysSomething(withSub(element, sub, null))
      return left === null ? [] : [left]
    })
  const change = (element: JsonObject): Json => {
    if (sub !== null) return saysSomething(withSub(element, sub, readValue(sub, value ?? null)))
    const given = readSingle(attribute, Array.isArray(value) ? (value[0] ?? null) : (value ?? null))
    return isObject(given) ? { ...element, ...given } : element
  }
  if (!before.some(isSelected)) return addElement([...before], change(elementOf(attribute, filter)) ?? null).filter(element => element !== null)
  const after = before.map(element => (isSelected(element) && isObject(element) ? change(element) : element))
  const promoted = after.find((element, index) => element !== before[index] && isObject(element) && element.primary === true)
  return onePrimary(after, promoted ?? null).filter(element => element !== null)
}

/**
 * The element that a filter describes, where none is there yet: clients set `phoneNumbers[type eq "mobile"].value` on users who have no such
 * number and expect it to be made.
 */
function elementOf(attribute: Attribute, filter: Filter | null): JsonObject {
  if (filter === null) return {}
  const parts = filter.kind === 'and' ? filter.filters : [filter]
  return Object.fromEntries(
    parts.map(part => {
      const sub = part.kind === 'compare' && part.operator === 'eq' ? subAttributeOf(attribute, part.path) : null
      if (sub === null || part.kind !== 'compare')
        throw new ScimError(400, 'noTarget', `No element of ${attribute.name} is selected, and the filter does not say what a new one would be.`)
      return [sub.name, readSingle(sub, part.value)]
    }),
  )
}
