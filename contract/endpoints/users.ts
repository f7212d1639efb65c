import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { errorCodes } from '../errors.ts'
import { pageOf, PageQuery } from '../page.ts'
import { DirectoryEvent, DirectoryUser, Etag, GrantName, Licence, Team, UserStatus } from '../records/directory-user.ts'
import { Session } from '../records/user.ts'
import { Id } from '../scalars.ts'

const Done = z.object({ done: z.literal(true) })
const byId = z.object({ id: Id })
const text = z.string().trim().max(256)

/** What may be said of a user. A role is meant by its name or id; a manager by id, e-mail, user name or external id, also before they arrive. */
export const UserFields = z.object({
  userName: text.min(1),
  externalId: text.nullable(),
  email: z.email().max(256),
  name: text.min(1),
  title: text.nullable(),
  department: text.nullable(),
  active: z.boolean(),
  role: text.min(1),
  licence: Licence,
  manager: text.nullable(),
})
export type UserFields = z.infer<typeof UserFields>

const Pins = z.array(GrantName).max(3)

export const NewUser = UserFields.partial()
  .required({ userName: true })
  .extend({ pin: Pins.optional().describe('Grants that no identity provider may change.') })
export const UserChange = UserFields.partial().extend({
  pin: Pins.optional().describe('Grants that no identity provider may change; without a new value the present one is pinned.'),
  unpin: Pins.optional().describe('Grants that go back to what the identity provider says.'),
})
export type UserChange = z.infer<typeof UserChange>

/** Which users a list is of; every part narrows. */
export const UserFilter = z.object({
  q: z.string().max(200).optional().describe('A part of the name, the user name or the e-mail.'),
  filter: z
    .string()
    .max(10_000)
    .optional()
    .describe('A filter as SCIM writes it (RFC 7644): `title eq "Account Executive" and not (emails co "@old.example")`.'),
  status: UserStatus.optional(),
  active: z.stringbool().optional(),
  role: z.string().max(120).optional().describe('The name or id of a role.'),
  licence: Licence.optional(),
  group: Id.optional().describe('Members of this group.'),
  manager: Id.optional().describe('Who reports to this user without anybody between.'),
  team: Id.optional().describe('Who reports to this user, directly or through others.'),
})
export type UserFilter = z.infer<typeof UserFilter>

export const UserSort = z.enum(['name', 'userName', 'role', 'lastSignInAt', 'createdAt', 'modifiedAt'])

const ana = {
  id: '0c7a1f7e-2b1d-4a39-8c55-7e3f0d9f4e21',
  userName: 'ana.ruiz@northbeam.example',
  externalId: '00u1a2b3c4',
  email: 'ana.ruiz@northbeam.example',
  name: 'Ana Ruiz',
  title: 'Account Executive',
  department: 'Sales',
  active: true,
  status: 'staged',
  role: { id: 'rep-ae', name: 'Rep (AE/Other)', source: 'scim' },
  licence: { value: 'recorder', source: 'default' },
  manager: { id: null, name: null, ref: 'tom@northbeam.example', source: 'manual' },
  groups: [],
  createdAt: '2026-11-22T18:40:00.000Z',
  modifiedAt: '2026-11-22T18:40:00.000Z',
  lastSignInAt: null,
  etag: '"1-5f2b8c1e"',
}

export const listUsers = endpoint({
  id: 'listUsers',
  method: 'GET',
  path: '/users',
  summary: 'Users, in the order they arrived or as sorted.',
  query: PageQuery.extend({ ...UserFilter.shape, sort: UserSort.optional(), descending: z.stringbool().default(false) }),
  reply: pageOf(DirectoryUser),
  errors: ['not_found'],
  permission: 'users:read',
  audit: unaudited('read only'),
  example: { reply: { items: [ana], nextCursor: null, total: 1 } },
})

export const readUser = endpoint({
  id: 'readUser',
  method: 'GET',
  path: '/users/:id',
  summary: 'A user.',
  params: byId,
  reply: DirectoryUser,
  errors: ['not_found'],
  permission: 'users:read',
  audit: unaudited('read only'),
  tagged: true,
  example: { reply: ana },
})

export const createUser = endpoint({
  id: 'createUser',
  method: 'POST',
  path: '/users',
  summary: 'Create a user, who may then sign in.',
  body: NewUser,
  reply: DirectoryUser,
  errors: ['conflict'],
  permission: 'users:write',
  audit: 'user.created',
  idempotent: true,
  tagged: true,
  example: { body: { userName: 'ana.ruiz@northbeam.example', name: 'Ana Ruiz', role: 'Rep (AE/Other)', manager: 'tom@northbeam.example' }, reply: ana },
})

/** What is left out stays as it is; null clears. */
export const updateUser = endpoint({
  id: 'updateUser',
  method: 'PATCH',
  path: '/users/:id',
  summary: 'Change a user.',
  params: byId,
  body: UserChange,
  reply: DirectoryUser,
  errors: ['not_found', 'conflict', 'grant_held', 'last_admin', 'own_account', 'precondition_failed'],
  permission: 'users:write',
  audit: 'user.updated',
  idempotent: true,
  tagged: true,
  example: { body: { role: 'Manager (AE/Other)', pin: ['role'] }, reply: { ...ana, role: { id: 'manager-ae', name: 'Manager (AE/Other)', source: 'pinned' } } },
})

export const deactivateUser = endpoint({
  id: 'deactivateUser',
  method: 'POST',
  path: '/users/:id/deactivate',
  summary: 'Deactivate a user: sessions and tokens end with it.',
  params: byId,
  reply: DirectoryUser,
  errors: ['not_found', 'last_admin', 'own_account', 'precondition_failed'],
  permission: 'users:write',
  audit: 'user.deactivated',
  idempotent: true,
  tagged: true,
  example: { reply: { ...ana, active: false, status: 'inactive' } },
})

export const reactivateUser = endpoint({
  id: 'reactivateUser',
  method: 'POST',
  path: '/users/:id/reactivate',
  summary: 'Let a deactivated user sign in again.',
  params: byId,
  reply: DirectoryUser,
  errors: ['not_found', 'precondition_failed'],
  permission: 'users:write',
  audit: 'user.reactivated',
  idempotent: true,
  tagged: true,
  example: { reply: ana },
})

/** What the user owned keeps its owner; the user name is free again. */
export const deleteUser = endpoint({
  id: 'deleteUser',
  method: 'DELETE',
  path: '/users/:id',
  summary: 'Delete a user.',
  params: byId,
  reply: Done,
  errors: ['not_found', 'last_admin', 'own_account', 'precondition_failed'],
  permission: 'users:write',
  audit: 'user.deleted',
  tagged: true,
})

const Operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('create'), user: NewUser }),
  z.object({ op: z.literal('update'), id: Id, change: UserChange, etag: Etag.optional() }),
  z.object({ op: z.literal('deactivate'), id: Id, etag: Etag.optional() }),
  z.object({ op: z.literal('reactivate'), id: Id, etag: Etag.optional() }),
  z.object({ op: z.literal('delete'), id: Id, etag: Etag.optional() }),
])
export type UserOperation = z.infer<typeof Operation>

/** Each operation is whole or absent by itself. After `failOnErrors` refusals the rest is not tried. */
export const bulkUsers = endpoint({
  id: 'bulkUsers',
  method: 'POST',
  path: '/users/bulk',
  summary: 'Many operations on users, each with a verdict.',
  body: z.object({ operations: z.array(Operation).min(1).max(1000), failOnErrors: z.number().int().min(1).optional() }),
  reply: z.object({
    items: z.array(
      z.object({
        status: z.enum(['done', 'refused', 'not_tried']),
        id: Id.nullable(),
        user: DirectoryUser.nullable(),
        error: z.object({ code: z.enum(Object.keys(errorCodes) as [keyof typeof errorCodes, ...(keyof typeof errorCodes)[]]), message: z.string() }).nullable(),
      }),
    ),
    refused: z.number().int(),
  }),
  errors: [],
  permission: 'users:write',
  audit: 'user.updated',
  idempotent: true,
  example: {
    body: { operations: [{ op: 'deactivate', id: ana.id }], failOnErrors: 1 },
    reply: { items: [{ status: 'done', id: ana.id, user: { ...ana, active: false, status: 'inactive' }, error: null }], refused: 0 },
  },
})

export const listUserEvents = endpoint({
  id: 'listUserEvents',
  method: 'GET',
  path: '/users/:id/events',
  summary: 'What happened to a user, newest first.',
  params: byId,
  query: PageQuery,
  reply: pageOf(DirectoryEvent),
  errors: ['not_found'],
  permission: 'users:read',
  audit: unaudited('read only'),
  example: {
    reply: {
      items: [{ sequence: 81, at: '2026-11-22T18:40:00.000Z', actor: 'token(okta)', action: 'user.created', detail: { userName: ana.userName } }],
      nextCursor: null,
      total: 1,
    },
  },
})

export const listUserSessions = endpoint({
  id: 'listUserSessions',
  method: 'GET',
  path: '/users/:id/sessions',
  summary: 'Where a user is signed in.',
  params: byId,
  reply: z.object({ items: z.array(Session) }),
  errors: ['not_found'],
  permission: 'users:read',
  audit: unaudited('read only'),
})

export const endUserSessions = endpoint({
  id: 'endUserSessions',
  method: 'DELETE',
  path: '/users/:id/sessions',
  summary: 'Sign a user out everywhere.',
  params: byId,
  reply: z.object({ ended: z.number().int() }),
  errors: ['not_found', 'not_allowed'],
  permission: 'users:write',
  audit: 'session.revoked',
  example: { reply: { ended: 2 } },
})

export const exportUsers = endpoint({
  id: 'exportUsers',
  method: 'GET',
  path: '/users/export',
  summary: 'Users as CSV (RFC 4180), as an import takes them.',
  query: UserFilter,
  reply: z.string(),
  produces: 'text/csv',
  errors: ['not_found'],
  permission: 'users:read',
  audit: unaudited('read only'),
})

/** A team follows from who reports to whom; it is changed through the `manager` of its members. */
export const listTeams = endpoint({
  id: 'listTeams',
  method: 'GET',
  path: '/teams',
  summary: 'Everybody to whom somebody reports, by name.',
  query: PageQuery.extend({ q: z.string().max(200).optional() }),
  reply: pageOf(Team),
  errors: [],
  permission: 'users:read',
  audit: unaudited('read only'),
  example: { reply: { items: [{ manager: { id: ana.id, name: 'Ana Ruiz', email: ana.email }, direct: 3, everybody: 11 }], nextCursor: null, total: 1 } },
})

export const readTeam = endpoint({
  id: 'readTeam',
  method: 'GET',
  path: '/teams/:id',
  summary: 'The team of a manager. Who is in it: `GET /users?team=`.',
  params: byId,
  reply: Team,
  errors: ['not_found'],
  permission: 'users:read',
  audit: unaudited('read only'),
  example: { reply: { manager: { id: ana.id, name: 'Ana Ruiz', email: ana.email }, direct: 3, everybody: 11 } },
})
