import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** Who gave a role, a licence or a manager, the strongest last; what is pinned, no identity provider changes. */
export const GrantSource = z.enum(['default', 'manual', 'jit', 'scim', 'pinned'])
export type GrantSource = z.infer<typeof GrantSource>

export const GrantName = z.enum(['role', 'licence', 'manager'])
export type GrantName = z.infer<typeof GrantName>

/** Recorders have their calls taken in, listeners hear those of others. */
export const Licence = z.enum(['recorder', 'listener'])
export type Licence = z.infer<typeof Licence>

/** `staged` is active and has never signed in. */
export const UserStatus = z.enum(['active', 'staged', 'inactive'])
export type UserStatus = z.infer<typeof UserStatus>

/** The version of a record, as `If-Match` takes it. */
export const Etag = z.string().describe('The entity tag, quotes included: `"3-5f2b8c1e"`.')

/** A user as the directory knows one. */
export const DirectoryUser = z.object({
  id: Id,
  userName: z.string(),
  externalId: z.string().nullable(),
  email: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  department: z.string().nullable(),
  active: z.boolean(),
  status: UserStatus,
  role: z.object({ id: z.string(), name: z.string(), source: GrantSource }),
  licence: z.object({ value: Licence, source: GrantSource }),
  /** `ref` is what the manager was called; `id` is null until somebody of that name is there. */
  manager: z.object({ id: Id.nullable(), name: z.string().nullable(), ref: z.string().nullable(), source: GrantSource }),
  groups: z.array(z.object({ id: Id, name: z.string() })),
  createdAt: Instant,
  modifiedAt: Instant,
  lastSignInAt: Instant.nullable(),
  etag: Etag,
})
export type DirectoryUser = z.infer<typeof DirectoryUser>

/** What happened to a user, a group or a role, newest first. */
export const DirectoryEvent = z.object({
  sequence: z.number().int(),
  at: Instant,
  actor: z.string(),
  action: z.string(),
  detail: z.record(z.string(), z.unknown()),
})
export type DirectoryEvent = z.infer<typeof DirectoryEvent>

/** Who reports to a manager: `direct` without anybody between, `everybody` through others too. */
export const Team = z.object({ manager: z.object({ id: Id, name: z.string(), email: z.string() }), direct: z.number().int(), everybody: z.number().int() })
export type Team = z.infer<typeof Team>
