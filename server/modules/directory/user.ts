import type { Permission, User } from '@rollcall/contract'
import type { UserRow } from './directory.queries.ts'
import { builtInRole } from './role.ts'

export const permissionsOfUser = (user: UserRow): readonly Permission[] => builtInRole(user.role)?.permissions ?? user.custom_permissions ?? ['self']

export const toApi = (user: UserRow): User => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: builtInRole(user.role)?.name ?? user.custom_role ?? user.role,
  totp: user.totp_confirmed_at !== null,
  createdAt: user.created_at.toISOString(),
})
