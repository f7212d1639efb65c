import { startAdminConsole } from '../admin-console/index.ts'
import type { ConsoleOptions } from '../admin-console/index.ts'
import { startScimApp } from '../scim-app/index.ts'
import type { ScimAppOptions } from '../scim-app/index.ts'

/** Chorus's own roles (CG-295 to CG-300). */
const roles = ['Rep (AE/Other)', 'Rep (SDR)', 'Manager (AE/Other)', 'Manager (SDR)', 'Enablement/Leadership', 'Admin']

/** Stands in for the admin console of Chorus: User Management, to view, invite or deactivate users (Chorus.ai User Management API Guide, 2026-03-04). */
export const startChorusConsole = (options: ConsoleOptions) =>
  startAdminConsole(
    {
      name: 'Chorus',
      way: ['Admin console', 'User Management'],
      usersPath: '/admin/user-management',
      signIn: { user: 'Email', password: 'Password', submit: 'Sign in', code: 'Code', verify: 'Submit', home: 'Recordings' },
      list: {
        heading: 'User Management',
        search: 'Search',
        columns: { name: 'Name', email: 'Email', status: 'Status', role: 'Role', licence: 'License', lastActive: 'Last seen' },
      },
      statuses: { active: 'Active', inactive: 'Inactive' },
      deactivate: { button: 'Deactivate user', dialog: 'Deactivate this user?', confirm: 'Deactivate' },
      reactivate: { button: 'Reactivate user', confirm: 'Reactivate' },
      roles,
      licences: ['Recorder', 'Listener'],
      save: { all: 'Save' },
      invite: { button: 'Invite user', heading: 'Invite a user', send: 'Send invitation' },
      none: 'No role',
    },
    options,
  )

export type ChorusOptions = Pick<ScimAppOptions, 'seed' | 'tokens' | 'pageSize' | 'port' | 'now'> & {
  /** The manager's address by user id. */
  managers?: Record<string, string>
}

/**
 * Stands in for Chorus's SCIM at `/api/scim/v2` (CG-284 to CG-304): role, licence and manager are attributes of its own in the namespace of
 * the core schema, and so at the top of the resource; there are no groups to speak of.
 */
export const startChorusScim = ({ managers = {}, ...options }: ChorusOptions) =>
  startScimApp({
    ...options,
    name: 'Chorus',
    etag: false,
    dialect: {
      basePath: '/api/scim/v2',
      attributes: { chorus_role: 'role', chorus_license_type: 'licence' },
      present: ({ roles: given, entitlements, ...resource }) => {
        const [role] = given as { value: string }[]
        const [licence] = entitlements as { value: string }[]
        const manager = managers[String(resource.id)]
        return {
          ...resource,
          ...(role === undefined ? {} : { chorus_role: role.value }),
          ...(licence === undefined ? {} : { chorus_license_type: licence.value }),
          ...(manager === undefined ? {} : { manager_email: manager }),
        }
      },
    },
  })
