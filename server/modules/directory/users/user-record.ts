import type { DirectoryUser } from '@rollcall/contract'
import { etagFor } from '../etag.ts'
import { isObject, type Json } from '../scim/json.ts'
import { enterpriseSchema } from '../scim/schema/user-schema.ts'
import { roleNameOf, type UserRecord } from '../scim/users/user-document.ts'

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

export const departmentOf = ({ attributes }: UserRecord): string | null => {
  const enterprise = attributes[enterpriseSchema.id]
  return isObject(enterprise) ? textOf(enterprise.department) : null
}

/** Active, and whether they have ever been here. */
export const statusOf = ({ active, last_sign_in_at }: Pick<UserRecord, 'active' | 'last_sign_in_at'>): DirectoryUser['status'] =>
  active ? (last_sign_in_at === null ? 'staged' : 'active') : 'inactive'

export function userToApi(row: UserRecord): DirectoryUser {
  const shown = {
    id: row.id,
    userName: row.user_name,
    externalId: row.external_id,
    email: row.email,
    name: row.name,
    title: textOf(row.attributes.title),
    department: departmentOf(row),
    active: row.active,
    status: statusOf(row),
    role: { id: row.role, name: roleNameOf(row), source: row.role_source },
    licence: { value: row.licence, source: row.licence_source },
    manager: { id: row.manager_id, name: row.manager_name, ref: row.manager_email ?? row.manager_ref, source: row.manager_source },
    groups: (row.groups ?? []).map(({ value, display }) => ({ id: value, name: display })),
    createdAt: row.created_at.toISOString(),
    modifiedAt: row.modified_at.toISOString(),
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
  }
  return { ...shown, etag: etagFor(row.version, shown) }
}
