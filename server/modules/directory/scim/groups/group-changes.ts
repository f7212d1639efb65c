import type { Filter } from '../filter/filter.ts'
import { isObject, type Json, plainText } from '../json.ts'
import type { PatchStep } from '../patch/read-patch.ts'
import { readValue } from '../read-value.ts'
import { ScimError } from '../scim-error.ts'
import { isUuid } from '../uuid.ts'

/** What a request does to the members, as sets: its cost is that of the members it names, whatever the group's size. */
export interface MemberChange {
  /** The exact members from now on; then `add` holds them and `remove` nothing. */
  readonly replace: boolean
  readonly add: ReadonlySet<string>
  readonly remove: ReadonlySet<string>
  /** Members that an operation selects by more than their value. */
  readonly removeWhere: readonly Filter[]
}

export interface GroupChange {
  /** Null when it stays. */
  readonly displayName: string | null
  /** Undefined when it stays. */
  readonly externalId: string | null | undefined
  readonly members: MemberChange
}

/** Ids in one spelling; anything else is what the client calls a member that we may not know yet. */
const memberKey = (value: string): string => (isUuid(value.trim()) ? value.trim().toLowerCase() : value.trim())

/** The members that a client names: `[{"value":"…"}]`, `["…"]` or `"…"`; an address in `$ref` stands in for a value that is missing. */
export function membersIn(list: Json): string[] {
  const elements = Array.isArray(list) ? list : list === null ? [] : [list]
  return elements.flatMap(element => {
    const value = isObject(element) ? (element.value ?? refOf(element.$ref)) : element
    return typeof value === 'string' && value.trim() !== '' ? [memberKey(value)] : []
  })
}

const refOf = (address: Json | undefined): string | null => (typeof address === 'string' ? (address.split('/').at(-1) ?? null) : null)

/** The steps of a PATCH put together. An unknown member refuses nothing: clients do not send a refused operation again. */
export function groupChangeOf(steps: readonly PatchStep[]): GroupChange {
  let displayName: string | null = null
  let externalId: string | null | undefined
  let replace = false
  const [add, remove] = [new Set<string>(), new Set<string>()]
  const removeWhere: Filter[] = []
  const put = (value: string) => {
    add.add(value)
    remove.delete(value)
  }
  const take = (value: string) => {
    add.delete(value)
    if (!replace) remove.add(value)
  }
  for (const step of steps) {
    if (step.attribute.name !== 'members') {
      const value = step.op === 'remove' ? null : readValue(step.attribute, step.value ?? null)
      if (step.attribute.name === 'externalId') externalId = value === null ? null : plainText(value)
      else if (value === null) throw new ScimError(400, 'invalidValue', `${step.attribute.name} is required and cannot be removed.`)
      else displayName = plainText(value)
      continue
    }
    // The type and the name of a member are ours to say.
    if (step.sub !== null && step.sub.name !== 'value') continue
    const selected = step.filter === null ? null : valuesSelected(step.filter)
    const given = membersIn(step.value ?? null)
    if (step.op === 'remove') {
      if (selected !== null) selected.forEach(take)
      else if (step.filter !== null) removeWhere.push(step.filter)
      else if (step.value === undefined || step.value === null)
        throw new ScimError(400, 'noTarget', 'This would remove every member. Name the members, or replace "members" with an empty list.')
      else given.forEach(take)
    } else if (step.op === 'add' || step.filter !== null) (given.length === 0 ? (selected ?? []) : given).forEach(put)
    else {
      replace = true
      add.clear()
      remove.clear()
      removeWhere.length = 0
      given.forEach(put)
    }
  }
  return { displayName, externalId, members: { replace, add, remove, removeWhere } }
}

/** The values of `members[value eq "a" or value eq "b"]`; null for any other filter. */
function valuesSelected(filter: Filter): string[] | null {
  if (filter.kind === 'compare')
    return filter.operator === 'eq' && filter.path.toLowerCase() === 'value' && typeof filter.value !== 'object' ? [memberKey(String(filter.value))] : null
  if (filter.kind !== 'or') return null
  const parts = filter.filters.map(valuesSelected)
  return parts.every(part => part !== null) ? parts.flat() : null
}
