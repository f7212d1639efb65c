import { type RawBuilder, sql } from 'kysely'
import type { SqlTarget } from '../filter/sql-target.ts'
import type { ResourceType } from '../schema/attribute.ts'
import { resolveAttribute, subAttributeOf } from '../schema/resolve-attribute.ts'
import { ScimError } from '../scim-error.ts'

/** What to sort by (RFC 7644, section 3.4.2.3) as text that sorts as the attribute does; a list sorts by its primary or first value. */
export function sortExpression(type: ResourceType, target: SqlTarget, path: string): RawBuilder<unknown> {
  const resolved = resolveAttribute(type, path)
  if (resolved === null || resolved.attribute.returned === 'never') throw cannotSort(path)
  const { attribute, sub } = resolved
  if (attribute.multiValued) {
    const first = target.list(resolved)?.first?.(sub?.name ?? 'value')
    if (first === undefined) throw cannotSort(path)
    return attribute.subAttributes?.find(each => each.name === (sub?.name ?? 'value'))?.caseExact ? first : sql`lower(${first})`
  }
  const leaf = sub ?? (attribute.type === 'complex' ? subAttributeOf(attribute, attribute.name === 'name' ? 'formatted' : 'value') : attribute)
  const expression = leaf === null ? null : target.scalar({ ...resolved, sub: leaf === attribute ? null : leaf })
  if (leaf === null || expression === null) throw cannotSort(path)
  if (leaf.type === 'dateTime') return sql`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
  return leaf.caseExact || leaf.type === 'boolean' ? sql`(${expression})::text` : sql`lower(${expression})`
}

const cannotSort = (path: string) => new ScimError(400, 'invalidPath', `Nothing can be sorted by ${path.slice(0, 200)}.`)
