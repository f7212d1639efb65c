import { type Attribute } from '../schema/attribute.ts'
import { subAttributeOf } from '../schema/resolve-attribute.ts'
import { isObject, type Json, plainText } from '../json.ts'
import { ScimError } from '../scim-error.ts'
import type { Filter, Literal, Operator } from './filter.ts'

/** Whether one element of a list satisfies the filter of a PATCH path. */
export function matchesElement(list: Attribute, element: Json, filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every(each => matchesElement(list, element, each))
    case 'or':
      return filter.filters.some(each => matchesElement(list, element, each))
    case 'not':
      return !matchesElement(list, element, filter.filter)
    case 'present':
      return isPresent(valueOf(list, element, filter.path))
    case 'compare':
      return compares(subOf(list, filter.path), valueOf(list, element, filter.path), filter.operator, filter.value)
    case 'element':
      throw new ScimError(400, 'invalidPath', `${list.name} has no lists inside its elements.`)
  }
}

function subOf(list: Attribute, name: string): Attribute {
  const sub = subAttributeOf(list, name)
  if (sub === null) throw new ScimError(400, 'invalidPath', `${list.name} has no ${name}.`)
  return sub
}

const valueOf = (list: Attribute, element: Json, name: string): Json | undefined => (isObject(element) ? element[subOf(list, name).name] : undefined)

const isPresent = (value: Json | undefined): boolean => value !== undefined && value !== null && value !== ''

function compares(sub: Attribute, value: Json | undefined, operator: Operator, wanted: Literal): boolean {
  if (wanted === null) return operator === 'ne' ? isPresent(value) : operator === 'eq' && !isPresent(value)
  if (sub.type === 'boolean') {
    const flag = String(wanted).toLowerCase() === 'true'
    // A flag that is not there is off.
    if (operator === 'eq' || operator === 'ne') return ((value ?? false) === flag) === (operator === 'eq')
    throw new ScimError(400, 'invalidFilter', `${sub.name} is true or false; ${operator} does not apply.`)
  }
  const fold = (text: string) => (sub.caseExact ? text : text.toLowerCase())
  if (!isPresent(value)) return operator === 'ne'
  const [have, want] = [fold(plainText(value)), fold(String(wanted))]
  switch (operator) {
    case 'eq':
      return have === want
    case 'ne':
      return have !== want
    case 'co':
      return have.includes(want)
    case 'sw':
      return have.startsWith(want)
    case 'ew':
      return have.endsWith(want)
    case 'gt':
      return have > want
    case 'ge':
      return have >= want
    case 'lt':
      return have < want
    case 'le':
      return have <= want
  }
}
