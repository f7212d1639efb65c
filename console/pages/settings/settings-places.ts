import type { Permission } from '@rollcall/contract'
import { useMe } from '../../data/me.ts'

/** The pages of the settings in their order, by what they are about. */
const settingsPlaces = [
  { to: '/settings', label: 'You', group: 'Yours', permission: 'self' },
  { to: '/settings/tokens', label: 'Tokens', group: 'Yours', permission: 'self' },
  { to: '/settings/users', label: 'Users', group: 'Users and access', permission: 'users:read' },
  { to: '/settings/groups', label: 'Groups', group: 'Users and access', permission: 'users:read' },
  { to: '/settings/roles', label: 'Roles', group: 'Users and access', permission: 'users:read' },
  { to: '/settings/mapping-rules', label: 'Mapping rules', group: 'Users and access', permission: 'settings:write' },
  { to: '/settings/leavers', label: 'Leavers', group: 'Users and access', permission: 'settings:write' },
  { to: '/settings/erasures', label: 'Erasure and holds', group: 'Users and access', permission: 'settings:write' },
  { to: '/settings/identity-providers', label: 'Identity providers', group: 'Sign-in and events', permission: 'settings:write' },
  { to: '/settings/provisioning', label: 'Provisioning', group: 'Sign-in and events', permission: 'audit:read' },
  { to: '/settings/webhooks', label: 'Webhooks', group: 'Sign-in and events', permission: 'settings:write' },
  { to: '/settings/access-rules', label: 'Access rules', group: 'Roll', permission: 'settings:write' },
  { to: '/settings/approvals', label: 'Approvals', group: 'Roll', permission: 'settings:write' },
  { to: '/settings/playbooks', label: 'Playbooks and tasks', group: 'Roll', permission: 'settings:write' },
  { to: '/settings/findings', label: 'Findings', group: 'Roll', permission: 'settings:write' },
] as const satisfies readonly { to: `/settings${string}`; label: string; group: string; permission: Permission }[]

/** Those that are offered to the reader, who has their permission. */
export function useSettingsPlaces() {
  const held = useMe()?.permissions ?? []
  return settingsPlaces.filter(({ permission }) => held.includes(permission))
}
