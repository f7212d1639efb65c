import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { Role } from '../records/role.ts'
import { Scope } from '../records/token.ts'

export const listRoles = endpoint({
  id: 'listRoles',
  method: 'GET',
  path: '/roles',
  summary: 'Built-in and custom roles.',
  reply: z.object({ items: z.array(Role) }),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

/** A role is made here before an identity provider may send its name. */
export const createRole = endpoint({
  id: 'createRole',
  method: 'POST',
  path: '/roles',
  summary: 'Make a custom role.',
  body: z.object({ name: z.string().trim().min(1).max(120), permissions: z.array(Scope) }),
  reply: Role,
  errors: ['conflict'],
  permission: 'settings:write',
  audit: 'role.created',
})
