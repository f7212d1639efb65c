import type { FieldRule } from './objects.ts'
import { refused } from './refusals.ts'

export type Row = Record<string, string | number | boolean | null>

type Query = { object: string; columns: string[]; conditions: { field: string; value: string | boolean }[]; orderBy: string[]; limit: number | null }

const shape = /^\s*SELECT\s+(.+?)\s+FROM\s+(\w+)(?:\s+WHERE\s+(.+?))?(?:\s+ORDER\s+BY\s+(.+?))?(?:\s+LIMIT\s+(\d+))?\s*$/is
const condition = /^([\w.]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(true|false))$/i

/** Understands `SELECT a, b FROM T [WHERE x = 'y' AND z = false] [ORDER BY a, b] [LIMIT n]`; anything else is a malformed query. */
export const parseSoql = (soql: string): Query => {
  const [, columns, object, where, orderBy, limit] = shape.exec(soql) ?? []
  if (columns === undefined || object === undefined) throw malformed(soql)
  const conditions = (where === undefined ? [] : splitAnd(where)).map(text => {
    const [, field, quoted, word] = condition.exec(text.trim()) ?? []
    if (field === undefined) throw malformed(text)
    return { field, value: quoted === undefined ? word?.toLowerCase() === 'true' : quoted.replaceAll(/\\(.)/g, '$1') }
  })
  const names = (list: string) => list.split(',').map(name => name.trim())
  return {
    object,
    columns: names(columns),
    conditions,
    orderBy: orderBy === undefined ? [] : names(orderBy),
    limit: limit === undefined ? null : Number(limit),
  }
}

/** Runs a query over the rows of its object, with what the fields allow. */
export const runSoql = (query: Query, rows: readonly Row[], fields: readonly FieldRule[]): Record<string, unknown>[] => {
  const ruleOf = (name: string) => {
    const found = fields.find(field => field.name === name)
    if (found === undefined) throw refused(400, 'INVALID_FIELD', `No such column '${name}' on entity '${query.object}'.`)
    return found
  }
  for (const name of [...query.columns, ...query.orderBy]) ruleOf(name)
  for (const { field } of query.conditions) {
    if (!ruleOf(field).filterable) throw refused(400, 'INVALID_FIELD', `field '${field}' can not be filtered in a query call`)
  }
  const matching = rows.filter(row => query.conditions.every(({ field, value }) => same(row[field] ?? null, value)))
  const ordered = matching.toSorted((a, b) => query.orderBy.map(name => compare(a[name], b[name])).find(order => order !== 0) ?? 0)
  return ordered.slice(0, query.limit ?? ordered.length).map(row => selected(query.columns, row))
}

/** Columns of a record that is pointed to (`Profile.Name`) come as a record inside the row; null when there is none. */
const selected = (columns: readonly string[], row: Row): Record<string, unknown> => {
  const relations = new Set(columns.filter(name => name.includes('.')).map(name => name.slice(0, name.indexOf('.'))))
  const own = columns.filter(name => !name.includes('.')).map(name => [name, row[name] ?? null] as const)
  const nested = [...relations].map(relation => {
    const inside = columns.filter(name => name.startsWith(`${relation}.`))
    const steps = Object.fromEntries(inside.map(name => [name.slice(relation.length + 1), row[name] ?? null]))
    return [relation, inside.every(name => row[name] == null) ? null : { attributes: { type: relation }, ...selected(Object.keys(steps), steps) }] as const
  })
  return Object.fromEntries([...own, ...nested])
}

const malformed = (near: string) => refused(400, 'MALFORMED_QUERY', `unexpected token near: ${near.slice(0, 60)}`)

/** Splits at AND outside quotes. */
const splitAnd = (where: string): string[] => where.split(/\s+AND\s+(?=(?:[^']*'(?:[^'\\]|\\.)*')*[^']*$)/i)

/** Text is compared without regard to case, as SOQL does. */
const same = (stored: Row[string], asked: string | boolean) =>
  typeof stored === 'string' && typeof asked === 'string' ? stored.toLowerCase() === asked.toLowerCase() : stored === asked

const compare = (a: Row[string] | undefined, b: Row[string] | undefined) => (String(a ?? '') < String(b ?? '') ? -1 : String(a ?? '') > String(b ?? '') ? 1 : 0)
