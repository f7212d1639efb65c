import { refused } from './refusals.ts'
import { schemas } from './resource.ts'
import type { ScimAppSeed, State, User } from './state.ts'

type Operation = { op: string; path: string | undefined; value: unknown }
type Values = { value?: unknown }[]

const operationsOf = (body: unknown): Operation[] => {
  const { schemas: told, Operations } = (body ?? {}) as { schemas?: string[]; Operations?: { op?: string; path?: string; value?: unknown }[] }
  if (told?.includes(schemas.patch) !== true || !Array.isArray(Operations) || Operations.length === 0) throw refused(400, null, 'invalidSyntax')
  return Operations.map(({ op = '', path, value }) => ({ op: op.toLowerCase(), path, value }))
}

/** RFC 7644 section 3.5.2, for what this app lets others change: whether the user is active, and its role and licence, by their names in this app. */
export const applyPatch = (user: User, body: unknown, now: Date, attributes: Record<string, 'role' | 'licence'> = {}) => {
  for (const { op, path, value } of operationsOf(body)) {
    if (op !== 'replace') throw refused(400, null, 'invalidSyntax')
    const wanted = path === undefined ? (value as Record<string, unknown>) : { [path]: value }
    for (const [name, one] of Object.entries(wanted)) set(user, name, one, now, attributes)
  }
}

const set = (user: User, path: string, value: unknown, now: Date, attributes: Record<string, 'role' | 'licence'>) => {
  const own = attributes[path]
  if (own !== undefined) {
    if (typeof value !== 'string') throw refused(400, null, 'invalidValue')
    return change(user, { [own]: value }, now)
  }
  if (path === 'active') return change(user, { active: flag(value) }, now)
  if (path === 'roles') return change(user, { role: firstOf(value) }, now)
  if (path === 'entitlements') return change(user, { licence: firstOf(value) }, now)
  throw refused(400, null, path === 'id' || path === 'meta' ? 'mutability' : 'invalidPath')
}

/** Members come and go one by one, or all at once (RFC 7644 sections 3.5.2.1 to 3.5.2.3). */
export const patchGroup = (group: ScimAppSeed['groups'][number], body: unknown, users: User[]) => {
  for (const { op, path, value } of operationsOf(body)) {
    const filtered = /^members\[value eq "([^"]+)"\]$/.exec(path ?? '')?.[1]
    if (path !== 'members' && filtered === undefined) throw refused(400, null, 'invalidPath')
    const named = filtered === undefined ? ((value ?? []) as Values).map(one => String(one.value)) : [filtered]
    if (op !== 'remove' && named.some(id => !users.some(user => user.id === id))) throw refused(400, null, 'invalidValue')
    const others = group.members.filter(id => !named.includes(id))
    group.members = op === 'remove' ? others : op === 'add' ? [...others, ...named] : named
  }
}

type Wanted = {
  userName?: unknown
  active?: unknown
  title?: unknown
  externalId?: unknown
  emails?: unknown
  name?: { givenName?: string; familyName?: string }
  roles?: unknown
  entitlements?: unknown
  [schemas.enterprise]?: { department?: string; employeeNumber?: string }
}

/** RFC 7644 section 3.5.1: what the caller leaves out is gone. `id` and `meta` are the server's and are passed over. */
export const replaceUser = (user: User, body: unknown, now: Date): void => {
  const { userName, active, title, externalId, emails, roles, entitlements } = (body ?? {}) as Wanted
  if (typeof userName !== 'string' || !Array.isArray(emails)) throw refused(400, null, 'invalidValue')
  change(user, { active: flag(active ?? true), role: firstOf(roles), licence: firstOf(entitlements) }, now)
  Object.assign(user, { userName, title: title ?? null, externalId: externalId ?? null, emails: addressesOf(emails) })
}

/** RFC 7644 section 3.3. A `userName` that is taken, whatever its case, is a conflict. */
export const createUser = (state: State, body: unknown, now: Date, attributes: Record<string, 'role' | 'licence'> = {}): User => {
  const { userName, active, title, externalId, emails, name, roles, entitlements, [schemas.enterprise]: enterprise } = (body ?? {}) as Wanted
  if (typeof userName !== 'string' || userName === '') throw refused(400, null, 'invalidValue')
  if (state.users.some(user => user.userName.toLowerCase() === userName.toLowerCase())) throw refused(409, null, 'uniqueness')
  const at = now.toISOString()
  const user: User = {
    id: `made-${state.users.length + 1}`,
    externalId: typeof externalId === 'string' ? externalId : null,
    userName,
    givenName: name?.givenName ?? '',
    familyName: name?.familyName ?? '',
    emails: Array.isArray(emails) ? addressesOf(emails) : [],
    active: flag(active ?? true),
    title: typeof title === 'string' ? title : null,
    role: firstOf(roles),
    licence: firstOf(entitlements),
    employeeNumber: enterprise?.employeeNumber ?? null,
    department: enterprise?.department ?? null,
    created: at,
    lastModified: at,
    revision: 1,
    ...Object.fromEntries(Object.entries(attributes).flatMap(([told, own]) => (told in Object(body) ? [[own, String(Object(body)[told])]] : []))),
  }
  state.users.push(user)
  return user
}

const addressesOf = (emails: { value: string }[]) => emails.map(({ value }) => value)

const flag = (active: unknown): boolean => {
  if (typeof active !== 'boolean') throw refused(400, null, 'invalidValue')
  return active
}

const firstOf = (values: unknown): string | null => {
  const [first] = (Array.isArray(values) ? values : []) as Values
  return first === undefined ? null : String(first.value)
}

/** A change that changes nothing leaves the version as it is. */
const change = (user: User, values: Partial<User>, now: Date) => {
  if (Object.entries(values).every(([name, value]) => user[name as keyof User] === value)) return
  Object.assign(user, values)
  user.revision += 1
  user.lastModified = now.toISOString()
}
