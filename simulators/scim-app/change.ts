import { refused } from './refusals.ts'
import { schemas } from './resource.ts'
import type { User } from './state.ts'

/** RFC 7644 section 3.5.2, for what this app lets others change: whether the user is active. */
export const applyPatch = (user: User, body: unknown, now: Date, attributes: Record<string, 'role' | 'licence'> = {}) => {
  const { schemas: told, Operations: operations } = (body ?? {}) as { schemas?: string[]; Operations?: { op?: string; path?: string; value?: unknown }[] }
  if (told?.includes(schemas.patch) !== true || !Array.isArray(operations) || operations.length === 0) throw refused(400, null, 'invalidSyntax')
  for (const { op, path, value } of operations) {
    const own = attributes[path ?? '']
    if (own !== undefined && op?.toLowerCase() === 'replace') {
      setOwn(user, own, value, now)
      continue
    }
    if (op?.toLowerCase() !== 'replace') throw refused(400, null, 'invalidSyntax')
    const wanted = path === undefined ? (value as { active?: unknown } | null)?.active : path === 'active' ? value : undefined
    if (wanted === undefined) throw refused(400, null, path === 'id' || path === 'meta' ? 'mutability' : 'invalidPath')
    setActive(user, wanted, now)
  }
}

type Wanted = { userName?: unknown; active?: unknown; title?: unknown; externalId?: unknown; emails?: unknown }

/** RFC 7644 section 3.5.1: what the caller leaves out is gone. `id` and `meta` are the server's and are passed over. */
export const replaceUser = (user: User, body: unknown, now: Date): void => {
  const { userName, active, title, externalId, emails } = (body ?? {}) as Wanted
  if (typeof userName !== 'string' || !Array.isArray(emails)) throw refused(400, null, 'invalidValue')
  setActive(user, active ?? true, now)
  Object.assign(user, { userName, title: title ?? null, externalId: externalId ?? null, emails: emails.map(({ value }: { value: string }) => value) })
}

/** A change that changes nothing leaves the version as it is. */
const setActive = (user: User, active: unknown, now: Date) => {
  if (typeof active !== 'boolean') throw refused(400, null, 'invalidValue')
  if (user.active === active) return
  user.active = active
  user.revision += 1
  user.lastModified = now.toISOString()
}

const setOwn = (user: User, attribute: 'role' | 'licence', value: unknown, now: Date) => {
  if (typeof value !== 'string') throw refused(400, null, 'invalidValue')
  if (user[attribute] === value) return
  user[attribute] = value
  user.revision += 1
  user.lastModified = now.toISOString()
}
