import { type RawBuilder, sql } from 'kysely'
import type { Resolved } from '../schema/resolve-attribute.ts'

/** The rows of a list attribute: a query of the owners' ids to which conditions on one element are added. */
export interface SqlList {
  /** `u.id in (select … where …)`, or `exists (…)` for what lives in JSON. */
  readonly some: (condition: RawBuilder<unknown>) => RawBuilder<unknown>
  readonly sub: (name: string) => RawBuilder<unknown> | null
  /** The sub-attribute of the primary element, or else of the first; absent where the list cannot be sorted by. */
  readonly first?: (name: string) => RawBuilder<unknown>
  /** `text_endings(…)` of the sub-attribute, where an index has them. */
  readonly endings?: (name: string) => RawBuilder<unknown> | null
}

/** Where the attributes of a resource type are in the database. Null for what cannot be asked for. */
export interface SqlTarget {
  /** The column of the id, a uuid. */
  readonly id: RawBuilder<unknown>
  readonly scalar: (resolved: Resolved) => RawBuilder<unknown> | null
  readonly list: (resolved: Resolved) => SqlList | null
  /** `text_endings(…)` of the attribute, where an index has them. */
  readonly endings?: (resolved: Resolved) => RawBuilder<unknown> | null
}

// Names come from our schemas, never from a request; written out, they match the expression indexes.
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The text at a path of a JSON column: `u.attributes->'name'->>'familyName'`. */
export function jsonText(column: string, path: readonly string[]): RawBuilder<unknown> {
  const steps = path.map((name, index) => `${index === path.length - 1 ? '->>' : '->'}${literal(name)}`)
  return sql.raw(`${column}${steps.join('')}`)
}

const elementsAt = (column: string, path: readonly string[]) =>
  sql`jsonb_array_elements(${sql.raw(`${column}${path.map(name => `->${literal(name)}`).join('')}`)})`

/** The first value of a list kept as JSON. */
export const firstInJson =
  (column: string, path: readonly string[]) =>
  (name: string): RawBuilder<unknown> =>
    sql`(select s.value->>${sql.raw(literal(name))} from ${elementsAt(column, path)} with ordinality s (value, n) order by (s.value->>'primary')::boolean desc nulls last, s.n limit 1)`

/** A list kept as JSON: every element is looked at. */
export const jsonList = (column: string, path: readonly string[]): SqlList => ({
  some: condition => sql`exists (select 1 from ${elementsAt(column, path)} e where ${condition})`,
  sub: name => sql.raw(`e.value->>${literal(name)}`),
  first: firstInJson(column, path),
})

/** `schemas`: the URNs that a resource has, each with the condition that it does. */
export const schemasList = (schemas: Readonly<Record<string, string>>): SqlList => ({
  some: condition =>
    sql`exists (select 1 from (values ${sql.raw(
      Object.entries(schemas)
        .map(([urn, has]) => `(${literal(urn)}, ${has})`)
        .join(', '),
    )}) e (value, has) where e.has and ${condition})`,
  sub: () => sql.raw('e.value'),
})
