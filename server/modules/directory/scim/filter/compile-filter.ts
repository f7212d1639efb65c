import { type RawBuilder, sql } from 'kysely'
import type { Attribute, ResourceType } from '../schema/attribute.ts'
import { resolveAttribute, type Resolved, subAttributeOf } from '../schema/resolve-attribute.ts'
import { ScimError } from '../scim-error.ts'
import { isUuid } from '../uuid.ts'
import type { Filter, Literal, Operator } from './filter.ts'
import type { SqlList, SqlTarget } from './sql-target.ts'

type Condition = RawBuilder<unknown>

const never = sql`false`

/**
 * One condition of SQL for a filter; every value is a parameter. What is not known is refused with `invalidFilter`, never passed over: a filter
 * that selects everyone by mistake deprovisions everyone. `elsewhere` says of names that only another resource type has; they match nothing.
 */
export function compileFilter(type: ResourceType, target: SqlTarget, filter: Filter, elsewhere: (path: string) => boolean = () => false): Condition {
  const compile = (each: Filter): Condition => {
    switch (each.kind) {
      case 'and':
      case 'or':
        return sql`(${sql.join(each.filters.map(compile), each.kind === 'and' ? sql` and ` : sql` or `)})`
      case 'not':
        return sql`((${compile(each.filter)}) is not true)`
      case 'element':
        return compileSelection(each.path, each.filter)
      case 'present':
        return compileSimple(each.path, 'present', null)
      case 'compare':
        return compileSimple(each.path, each.operator, each.value)
    }
  }

  const compileSelection = (path: string, inner: Filter): Condition => {
    const resolved = resolveAttribute(type, path)
    if (resolved === null && elsewhere(path)) return never
    const list = resolved?.attribute.multiValued && resolved.sub === null ? target.list(resolved) : null
    if (resolved === null || list === null) throw unknown(path)
    return list.some(compileOnElement(list, resolved.attribute, inner))
  }

  const compileSimple = (path: string, operator: Operator | 'present', value: Literal): Condition => {
    const resolved = resolveAttribute(type, path)
    if (resolved === null && elsewhere(path)) return never
    if (resolved === null || resolved.attribute.returned === 'never') throw unknown(path)
    return resolved.attribute.multiValued ? compileList(path, resolved, operator, value) : compileScalar(path, resolved, operator, value)
  }

  const compileList = (path: string, resolved: Resolved, operator: Operator | 'present', value: Literal): Condition => {
    const list = target.list(resolved)
    if (list === null) throw unknown(path)
    const isAbsent = operator === 'eq' && value === null
    const any = operator === 'present' || value === null
    if (any && resolved.sub === null) return isAbsent ? sql`not ${list.some(sql`true`)}` : list.some(sql`true`)
    const name = resolved.sub?.name ?? 'value'
    return isAbsent
      ? sql`not ${list.some(onSub(list, resolved.attribute, name, 'present', null))}`
      : list.some(onSub(list, resolved.attribute, name, operator, value))
  }

  const compileScalar = (path: string, resolved: Resolved, operator: Operator | 'present', value: Literal): Condition => {
    const { attribute, sub } = resolved
    // `manager eq "id"` means its value.
    const leaf = sub ?? (attribute.type === 'complex' ? subAttributeOf(attribute, 'value') : attribute)
    const exact: Resolved = leaf === null || leaf === attribute ? resolved : { ...resolved, sub: leaf }
    if (attribute.name === 'id' && operator === 'eq' && value !== null) return isUuid(String(value)) ? sql`${target.id} = ${String(value)}::uuid` : never
    const expression = target.scalar(exact)
    if (expression === null) throw unknown(path)
    if (leaf === null && operator !== 'present' && value !== null) throw unknown(path)
    return compare(leaf ?? attribute, { expression, endings: target.endings?.(exact) ?? null }, operator, value)
  }

  return compile(filter)
}

/** The condition that one row of a list attribute satisfies a filter; for those who have such a row at hand. */
export function compileElement(target: SqlTarget, attribute: Attribute, filter: Filter): Condition {
  const list = target.list({ extension: null, attribute, sub: null })
  if (list === null) throw unknown(attribute.name)
  return compileOnElement(list, attribute, filter)
}

function compileOnElement(list: SqlList, attribute: Attribute, filter: Filter): Condition {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return sql`(${sql.join(
        filter.filters.map(each => compileOnElement(list, attribute, each)),
        filter.kind === 'and' ? sql` and ` : sql` or `,
      )})`
    case 'not':
      return sql`((${compileOnElement(list, attribute, filter.filter)}) is not true)`
    case 'element':
      throw unknown(`${attribute.name}.${filter.path}`)
    case 'present':
      return onSub(list, attribute, filter.path, 'present', null)
    case 'compare':
      return onSub(list, attribute, filter.path, filter.operator, filter.value)
  }
}

const unknown = (path: string) => new ScimError(400, 'invalidFilter', `There is no attribute ${path.slice(0, 200)} to filter by.`)

function onSub(list: SqlList, attribute: Attribute, name: string, operator: Operator | 'present', value: Literal): Condition {
  const sub = subAttributeOf(attribute, name)
  const expression = sub === null ? null : list.sub(sub.name)
  if (sub === null || expression === null) throw unknown(`${attribute.name}.${name}`)
  return compare(sub, { expression, endings: list.endings?.(sub.name) ?? null }, operator, value)
}

/** What is compared, and its endings where they are indexed. */
interface Compared {
  readonly expression: RawBuilder<unknown>
  readonly endings: RawBuilder<unknown> | null
}

function compare(attribute: Attribute, compared: Compared, operator: Operator | 'present', value: Literal): Condition {
  const { expression } = compared
  if (operator === 'present') return isPresent(attribute, expression)
  if (value === null) {
    if (operator === 'eq') return sql`((${isPresent(attribute, expression)}) is not true)`
    if (operator === 'ne') return isPresent(attribute, expression)
    throw new ScimError(400, 'invalidFilter', `null can be compared with eq and ne alone, not with ${operator}.`)
  }
  if (attribute.type === 'boolean') return compareFlag(attribute, expression, operator, value)
  if (attribute.type === 'dateTime') return compareInstant(attribute, expression, operator, value)
  if (attribute.type === 'binary' && !['eq', 'ne'].includes(operator))
    throw new ScimError(400, 'invalidFilter', `${attribute.name} is binary; ${operator} does not apply.`)
  return compareText(attribute, compared, operator, String(value))
}

const isPresent = (attribute: Attribute, expression: RawBuilder<unknown>): Condition =>
  attribute.type === 'boolean' || attribute.type === 'dateTime' || attribute.type === 'complex' ? sql`(${expression}) is not null` : sql`(${expression}) <> ''`

function compareFlag(attribute: Attribute, expression: RawBuilder<unknown>, operator: Operator, value: Literal): Condition {
  const word = String(value).toLowerCase()
  if ((operator !== 'eq' && operator !== 'ne') || (word !== 'true' && word !== 'false'))
    throw new ScimError(400, 'invalidFilter', `${attribute.name} is true or false, and compared with eq and ne alone.`)
  return sql`coalesce((${expression})::boolean, false) = ${(word === 'true') === (operator === 'eq')}`
}

const comparators = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const

function compareInstant(attribute: Attribute, expression: RawBuilder<unknown>, operator: Operator, value: Literal): Condition {
  const instant = new Date(String(value))
  if (Number.isNaN(instant.getTime())) throw new ScimError(400, 'invalidFilter', `${attribute.name} is compared with an instant such as 2026-11-22T18:40:00Z.`)
  if (operator === 'ne') return sql`${expression} is distinct from ${instant}`
  if (operator === 'co' || operator === 'sw' || operator === 'ew')
    throw new ScimError(400, 'invalidFilter', `${attribute.name} is an instant; ${operator} does not apply.`)
  return sql`${expression} ${sql.raw(comparators[operator])} ${instant}`
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, String.raw`\$&`)

// Written exactly as the indexes are, or they would not be used. A zero byte is in no stored text, and PostgreSQL takes none.
function compareText(attribute: Attribute, { expression, endings }: Compared, operator: Operator, value: string): Condition {
  const plain = value.replaceAll('\u0000', '\uFFFD')
  const left = attribute.caseExact ? sql`(${expression} collate "C")` : sql`(lower(${expression}) collate "C")`
  const fold = (text: string) => (attribute.caseExact ? sql`${text}::text` : sql`lower(${text}::text)`)
  switch (operator) {
    case 'ne':
      return sql`${left} is distinct from ${fold(plain)}`
    case 'co':
      return endings === null || plain.length < 3
        ? sql`${left} like ${fold(`%${escapeLike(plain)}%`)}`
        : sql`(${endings} @@ ending_begins(${plain}::text) and ${left} like ${fold(`%${escapeLike(plain)}%`)})`
    case 'sw':
      return sql`${left} like ${fold(`${escapeLike(plain)}%`)}`
    case 'ew':
      return sql`${left} like ${fold(`%${escapeLike(plain)}`)}`
    default:
      return sql`${left} ${sql.raw(comparators[operator])} ${fold(plain)}`
  }
}
