import type { GrantName, UserChange } from '@rollcall/contract'
import { Refused } from '../../../errors.ts'
import type { GrantSource, Sayings, Wish } from '../grant.ts'
import { isObject, type Json, type JsonObject } from '../scim/json.ts'
import { setAttribute } from '../scim/read-resource.ts'
import { enterpriseSchema } from '../scim/schema/user-schema.ts'
import { grantNames, type Wishes } from '../scim/users/grants-of.ts'
import { roleNameOf, type UserRecord } from '../scim/users/user-document.ts'

/** The fields of a user that no door holds against another. */
export type PlainFields = Omit<UserChange, GrantName | 'pin' | 'unpin'>

/** The attributes with the fields laid over them; what a field does not name stays. */
export function documentWith(document: JsonObject, fields: PlainFields): JsonObject {
  const after: JsonObject = { ...document }
  if (fields.userName !== undefined) after.userName = fields.userName
  if (fields.externalId !== undefined) after.externalId = fields.externalId || null
  if (fields.active !== undefined) after.active = fields.active
  if (fields.title !== undefined) after.title = fields.title || null
  if (fields.department !== undefined) setAttribute(after, enterpriseSchema.id, 'department', fields.department || null)
  if (fields.name !== undefined) Object.assign(after, nameParts(fields.name))
  if (fields.email !== undefined) after.emails = withEmail(document.emails, fields.email)
  return after
}

/** A new user is reached at the user name when that is an address and no other is given. */
export const newDocument = (fields: PlainFields & { userName: string }): JsonObject =>
  documentWith({}, { ...fields, active: fields.active ?? true, email: fields.email ?? (fields.userName.includes('@') ? fields.userName : undefined) })

function nameParts(name: string): JsonObject {
  const [givenName = name, ...rest] = name.split(/\s+/)
  return { displayName: name, name: { formatted: name, givenName, familyName: rest.join(' ') || givenName } }
}

/** The address that counts is replaced; others a person has stay. */
function withEmail(emails: Json | undefined, value: string): Json {
  const all = Array.isArray(emails) ? emails.filter(isObject) : []
  const counts = all.find(each => each.primary === true) ?? all.find(each => each.type === 'work') ?? all[0]
  const others = all.filter(each => each !== counts && each.value !== value).map(each => ({ ...each, primary: false }))
  return [{ type: 'work', ...counts, value, primary: true }, ...others]
}

interface PresentGrant {
  readonly value: string | null
  readonly source: GrantSource
  readonly withheld: Sayings
  /** Everything that means the same. */
  readonly names: readonly (string | null)[]
}

function presentGrant(row: UserRecord, name: GrantName): PresentGrant {
  const withheld = row.withheld[name] ?? {}
  if (name === 'role') return { value: row.role, source: row.role_source, withheld, names: [row.role, roleNameOf(row)] }
  if (name === 'licence') return { value: row.licence, source: row.licence_source, withheld, names: [row.licence] }
  return { value: row.manager_ref, source: row.manager_source, withheld, names: [row.manager_ref, row.manager_id, row.manager_email] }
}

const means = (names: readonly (string | null)[], value: string | null) => names.some(each => (each?.toLowerCase() ?? null) === (value?.toLowerCase() ?? null))

const doors: Partial<Record<GrantSource, string>> = { scim: 'the identity provider (SCIM)', jit: 'the identity provider, at sign-in' }

/** What an admin's change says of the grants. Refuses to set by hand what an identity provider gave and nobody pins. */
export function wishesByHand(change: Pick<UserChange, GrantName | 'pin' | 'unpin'>, row: UserRecord | null): Wishes {
  const wishes = grantNames.map(name => [name, wishByHand(name, change, row)] as const)
  return Object.fromEntries(wishes.filter(([, wish]) => wish.length > 0))
}

function wishByHand(name: GrantName, { pin, unpin, ...values }: Pick<UserChange, GrantName | 'pin' | 'unpin'>, row: UserRecord | null): Wish[] {
  const value = values[name]
  const present = row === null ? null : presentGrant(row, name)
  const [pins, unpins] = [pin?.includes(name) === true, unpin?.includes(name) === true]
  if (pins && unpins) throw new Refused('bad_request', `Either pin or unpin the ${name}, not both.`, { at: 'pin' })
  if (unpins) return [{ source: 'pinned' }, ...given(value, present)]
  if (pins || (present?.source === 'pinned' && value !== undefined))
    return [{ source: 'pinned', value: value === undefined ? (present?.value ?? null) : value }]
  if (value === undefined) return []
  const door = present === null ? undefined : doors[present.source]
  if (door === undefined) return present !== null && present.source === 'default' && means(present.names, value) ? [] : [{ source: 'manual', value }]
  if (present !== null && means(present.names, value)) return []
  throw new Refused('grant_held', `The ${name} of ${row?.user_name ?? 'this user'} comes from ${door}. Pin it to set it by hand.`, { at: name })
}

/** What counts once nothing is pinned: a value that is given, what another door said, or else what was there, by hand. */
function given(value: string | null | undefined, present: PresentGrant | null): Wish[] {
  if (value !== undefined) return [{ source: 'manual', value }]
  return present?.source === 'pinned' && Object.keys(present.withheld).length === 0 ? [{ source: 'manual', value: present.value }] : []
}

/** The wishes that take back others: what their door said before, or nothing. */
export function wishesBack(wishes: Wishes, row: UserRecord): Wishes {
  return Object.fromEntries(
    grantNames.flatMap(name => {
      const present = presentGrant(row, name)
      const before = (source: GrantSource): Wish => {
        const said = present.source === source ? present.value : present.withheld[source]
        return said === undefined ? { source } : { source, value: said }
      }
      const back = (wishes[name] ?? []).map(({ source }) => before(source))
      return back.length === 0 ? [] : [[name, back] as const]
    }),
  )
}
