import type { SimulatorOptions } from '../core/index.ts'

export type ScimAppUser = {
  id: string
  externalId: string | null
  userName: string
  givenName: string
  familyName: string
  emails: string[]
  active: boolean
  title: string | null
  role: string | null
  licence: string | null
  employeeNumber: string | null
  department: string | null
  created: string
  lastModified: string
}

export type ScimAppSeed = { users: ScimAppUser[]; groups: { id: string; displayName: string; members: string[] }[] }

/** A user, and how often it has changed. */
export type User = ScimAppUser & { revision: number }
export type State = { users: User[]; groups: ScimAppSeed['groups'] }

export type Right = 'users:read' | 'users:write' | 'groups:read' | 'groups:write'

/** What makes a vendor's SCIM its own, in the words of its documents. */
export type Dialect = {
  /** Where the SCIM server lives; `/scim/v2` unless told. */
  basePath?: string
  /** The resource of a user as the vendor shows it. */
  present: (resource: Record<string, unknown>) => Record<string, unknown>
  /** What is sent to make a user, in the standard's words; refuses what the vendor refuses. */
  accept?: (body: unknown) => unknown
  /** Single-valued attributes of the vendor's own that say role and licence, by name; `roles` and `entitlements` are not there then. */
  attributes?: Record<string, 'role' | 'licence'>
  /** The resource of a group as the vendor shows it. */
  presentGroup?: (resource: { id: string; members: { value: string }[] }) => object
  /** An error as the vendor words it; the standard's words unless told. */
  word?: (error: { status: number; detail: string }) => object
}

export type ScimAppOptions = SimulatorOptions & {
  seed: ScimAppSeed
  tokens: Record<string, readonly Right[]>
  /** The app's own name, for people. */
  name?: string
  pageSize?: number
  patch?: boolean
  etag?: boolean
  /** RFC 9865. */
  cursor?: boolean
  /** Answers everything whatever `count` asks for, as some servers do. */
  ignoreCount?: boolean
  dialect?: Dialect
}
