import { type Permission, permissions } from '@rollcall/contract'

export interface BuiltInRole {
  /** What `users.role` holds. */
  readonly id: string
  /** What people and identity providers call it. */
  readonly name: string
  readonly permissions: readonly Permission[]
}

const listening = ['self', 'calls:read'] as const
const recording = [...listening, 'calls:write'] as const
const managing = [...recording, 'trackers:write'] as const

/** The roles of CG-295 to CG-300. What each of them may do is code, so that a new permission reaches the admins of old workspaces. */
export const builtInRoles: readonly BuiltInRole[] = [
  { id: 'rep-ae', name: 'Rep (AE/Other)', permissions: recording },
  { id: 'rep-sdr', name: 'Rep (SDR)', permissions: recording },
  { id: 'manager-ae', name: 'Manager (AE/Other)', permissions: managing },
  { id: 'manager-sdr', name: 'Manager (SDR)', permissions: managing },
  { id: 'enablement', name: 'Enablement/Leadership', permissions: [...managing, 'people:read'] },
  { id: 'admin', name: 'Admin', permissions },
]

export const adminRole = 'admin'
/** What somebody has whom nothing gave a role or licence: nobody is left without (CG-332). */
export const defaultRole = 'rep-ae'
export const defaultLicence = 'recorder'

/** Recorders have their calls taken in, listeners hear those of others (CG-293, CG-311). */
export const licences = ['recorder', 'listener'] as const
export type Licence = (typeof licences)[number]

export const builtInRole = (id: string): BuiltInRole | undefined => builtInRoles.find(role => role.id === id)
