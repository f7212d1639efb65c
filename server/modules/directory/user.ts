import { permissions, type Permission, type User } from '@rollcall/contract'
import type { UserRow } from './directory.queries.ts'

/** What each role may do. Every role but the admin's comes with the directory proper. */
const permissionsOf: Record<UserRow['role'], readonly Permission[]> = { admin: permissions }

export const permissionsOfUser = (user: UserRow): readonly Permission[] => permissionsOf[user.role]

export const toApi = (user: UserRow): User => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: user.role,
  totp: user.totp_confirmed_at !== null,
  createdAt: user.created_at.toISOString(),
})
