import type { Permission, Scope } from '@rollcall/contract'

/** What a token or a role may be given, in words. */
export const scopeWords: Record<Scope, string> = {
  'calls:read': 'Read calls',
  'calls:write': 'Import, correct and deliver calls',
  'trackers:write': 'Change trackers',
  'connections:read': 'Read connections',
  'connections:write': 'Change connections',
  'people:read': 'Read people, findings and plans',
  'people:write': 'Protect accounts',
  'users:read': 'Read users, groups and roles',
  'users:write': 'Manage users and groups',
  'plans:write': 'Draft and discard plans',
  'audit:read': 'Read the audit',
  'settings:write': 'Change settings',
  'scim:write': 'Provision users and groups (SCIM)',
}

export const scopes = Object.keys(scopeWords) as Scope[]

const others: Record<Exclude<Permission, Scope>, string> = { anyone: 'Sign in', self: 'Change their own settings', 'plans:approve': 'Approve plans' }

export const permissionWords: Record<Permission, string> = { ...scopeWords, ...others }
