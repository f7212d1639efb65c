import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { Role } from '../records/role.ts'
import { Scope } from '../records/token.ts'
import { Licence } from '../records/directory-user.ts'

const Done = z.object({ done: z.literal(true) })
const Wanted = z.object({ name: z.string().trim().min(1).max(120), permissions: z.array(Scope) })
const coach = {
  id: '5d0f5f0e-6f0c-4b57-9d4e-2a6f1f3c9b11',
  name: 'Coach',
  permissions: ['self', 'calls:read'],
  builtIn: false,
  users: 4,
  etag: '"2-9b2f1c3d"',
}

export const listRoles = endpoint({
  id: 'listRoles',
  method: 'GET',
  path: '/roles',
  summary: 'Built-in and custom roles.',
  reply: z.object({ items: z.array(Role) }),
  errors: [],
  permission: 'users:read',
  audit: unaudited('read only'),
  example: { reply: { items: [coach] } },
})

export const readRole = endpoint({
  id: 'readRole',
  method: 'GET',
  path: '/roles/:id',
  summary: 'A role. Who has it: `GET /users?role=`.',
  params: z.object({ id: z.string().max(100) }),
  reply: Role,
  errors: ['not_found'],
  permission: 'users:read',
  audit: unaudited('read only'),
  tagged: true,
  example: { reply: coach },
})

/** A role is made here before an identity provider may send its name. */
export const createRole = endpoint({
  id: 'createRole',
  method: 'POST',
  path: '/roles',
  summary: 'Make a custom role.',
  body: Wanted,
  reply: Role,
  errors: ['conflict', 'not_allowed'],
  permission: 'settings:write',
  audit: 'role.created',
  idempotent: true,
  tagged: true,
  example: { body: { name: 'Coach', permissions: ['calls:read'] }, reply: coach },
})

export const updateRole = endpoint({
  id: 'updateRole',
  method: 'PATCH',
  path: '/roles/:id',
  summary: 'Rename a custom role, or change what it may do, at once for everybody who has it.',
  params: z.object({ id: z.string().max(100) }),
  body: Wanted.partial(),
  reply: Role,
  errors: ['not_found', 'conflict', 'not_allowed', 'precondition_failed'],
  permission: 'settings:write',
  audit: 'role.changed',
  idempotent: true,
  tagged: true,
  example: { body: { permissions: ['calls:read'] }, reply: coach },
})

/** Refused while somebody has it, unless another role is named that they get instead. */
export const deleteRole = endpoint({
  id: 'deleteRole',
  method: 'DELETE',
  path: '/roles/:id',
  summary: 'Delete a custom role.',
  params: z.object({ id: z.string().max(100) }),
  query: z.object({ replacement: z.string().max(120).optional().describe('The name or id of the role that its users get instead.') }),
  reply: Done,
  errors: ['not_found', 'conflict', 'not_allowed', 'role_in_use', 'precondition_failed'],
  permission: 'settings:write',
  audit: 'role.deleted',
  tagged: true,
})

export const listLicences = endpoint({
  id: 'listLicences',
  method: 'GET',
  path: '/licences',
  summary: 'The licences and how many users have each.',
  reply: z.object({ items: z.array(z.object({ id: Licence, users: z.number().int(), active: z.number().int() })) }),
  errors: [],
  permission: 'users:read',
  audit: unaudited('read only'),
  example: { reply: { items: [{ id: 'recorder', users: 120, active: 112 }] } },
})
