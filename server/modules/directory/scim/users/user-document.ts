import { builtInRole } from '../../role.ts'
import { etagOf } from '../call.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { enterpriseSchema, rollcallSchema, userSchema } from '../schema/user-schema.ts'
import type { RuledGrants } from '../../access/grants-by-rule.ts'

/** A user as the queries read one. */
export interface UserRecord extends RuledGrants {
  readonly id: string
  readonly ordinal: number
  readonly user_name: string
  readonly external_id: string | null
  readonly active: boolean
  readonly email: string
  readonly name: string
  /** The name of a custom role. */
  readonly role_name: string | null
  readonly manager_id: string | null
  readonly manager_email: string | null
  readonly manager_name: string | null
  readonly attributes: JsonObject
  readonly groups: { value: string; display: string }[] | null
  readonly last_sign_in_at: Date | null
  readonly version: number
  readonly created_at: Date
  readonly modified_at: Date
  /** Of the row, which every writer changes: PostgreSQL's `xmin`. */
  readonly row_version: string
}

export const roleNameOf = (row: UserRecord): string => builtInRole(row.role)?.name ?? row.role_name ?? row.role

/** Somebody who is awaited by an id has no e-mail yet. */
export const managerEmailOf = ({ manager_email, manager_ref }: UserRecord): string | null =>
  manager_email ?? (manager_ref?.includes('@') === true ? manager_ref : null)

/** The enterprise extension: what is kept of it, and the manager; null when there is nothing to say. */
function extensionOf(row: UserRecord): JsonObject | null {
  const kept = row.attributes[enterpriseSchema.id]
  const manager = row.manager_id ?? row.manager_ref
  if (manager === null) return isObject(kept) && Object.keys(kept).length > 0 ? kept : null
  return { ...(isObject(kept) ? kept : {}), manager: row.manager_name === null ? { value: manager } : { value: manager, displayName: row.manager_name } }
}

/** What a client can change of a user, by the names of the schemas. */
export function documentOf(row: UserRecord): JsonObject {
  const document: JsonObject = { ...row.attributes, userName: row.user_name }
  if (row.external_id !== null) document.externalId = row.external_id
  document.active = row.active
  document.chorus_role = roleNameOf(row)
  document.chorus_license_type = row.licence
  const managerEmail = managerEmailOf(row)
  if (managerEmail !== null) document.manager_email = managerEmail
  const extension = extensionOf(row)
  if (extension !== null) document[enterpriseSchema.id] = extension
  else delete document[enterpriseSchema.id]
  return document
}

/** The whole resource as it is answered. */
export function userResource(row: UserRecord, baseUrl: string): JsonObject {
  const document = documentOf(row)
  const { [enterpriseSchema.id]: enterprise, manager_email } = document
  const resource: JsonObject = {
    schemas: isObject(enterprise) ? [userSchema.id, enterpriseSchema.id, rollcallSchema.id] : [userSchema.id, rollcallSchema.id],
    id: row.id,
    ...document,
  }
  if (isObject(enterprise) && isObject(enterprise.manager) && row.manager_id !== null)
    resource[enterpriseSchema.id] = { ...enterprise, manager: { ...enterprise.manager, $ref: `${baseUrl}/Users/${row.manager_id}` } }
  if (row.groups !== null) resource.groups = row.groups.map(({ value, display }) => ({ value, $ref: `${baseUrl}/Groups/${value}`, display, type: 'direct' }))
  const alias: JsonObject = { chorus_role: document.chorus_role ?? null, chorus_license_type: row.licence }
  if (manager_email !== undefined) alias.manager_email = manager_email
  resource[rollcallSchema.id] = alias
  resource.meta = {
    resourceType: 'User',
    created: row.created_at.toISOString(),
    lastModified: row.modified_at.toISOString(),
    location: `${baseUrl}/Users/${row.id}`,
    version: etagOf(row.version),
  }
  return resource
}

/** The columns that follow from the attributes alone. */
export interface UserColumns {
  readonly user_name: string
  readonly external_id: string | null
  readonly active: boolean
  readonly email: string
  readonly name: string
  readonly attributes: JsonObject
}

const ownColumns = new Set(['userName', 'externalId', 'active', 'chorus_role', 'chorus_license_type', 'manager_email'])

export function columnsOf(document: JsonObject): UserColumns {
  const userName = textOf(document.userName) ?? ''
  const attributes: JsonObject = {}
  for (const [name, value] of Object.entries(document)) {
    if (ownColumns.has(name) || value === null) continue
    const kept = name === enterpriseSchema.id && isObject(value) ? withoutUnassigned(value) : value
    if (!isObject(kept) || Object.keys(kept).length > 0) attributes[name] = kept
  }
  return {
    user_name: userName,
    external_id: textOf(document.externalId),
    active: document.active !== false,
    email: preferredEmail(document.emails) ?? userName,
    name: shownName(document) ?? userName,
    attributes,
  }
}

const withoutUnassigned = (extension: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(extension).filter(([name, value]) => value !== null && name !== 'manager'))

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

function shownName({ displayName, name }: JsonObject): string | null {
  const parts = isObject(name) ? name : {}
  const joined = [textOf(parts.givenName), textOf(parts.familyName)].filter(part => part !== null).join(' ')
  return textOf(displayName) ?? textOf(parts.formatted) ?? (joined === '' ? null : joined)
}

/** The primary address, or else that of work, or else the first. */
function preferredEmail(emails: Json | undefined): string | null {
  const all = Array.isArray(emails) ? emails.filter(isObject) : []
  const preferred = all.find(each => each.primary === true) ?? all.find(each => each.type === 'work') ?? all[0]
  return textOf(preferred?.value)
}

export interface EmailRow {
  readonly value: string | null
  readonly display: string | null
  readonly type: string | null
  readonly is_primary: boolean
}

export const emailRows = (emails: Json | undefined): EmailRow[] =>
  (Array.isArray(emails) ? emails : [])
    .filter(isObject)
    .map(each => ({ value: textOf(each.value), display: textOf(each.display), type: textOf(each.type), is_primary: each.primary === true }))
