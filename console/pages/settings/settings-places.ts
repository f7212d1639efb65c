import type { Permission } from '@rollcall/contract'

/** The pages of the settings in their order; each is offered to whoever has its permission. */
export const settingsPlaces = [
  { to: '/settings', label: 'You', permission: 'self' },
  { to: '/settings/users', label: 'Users', permission: 'users:read' },
  { to: '/settings/groups', label: 'Groups', permission: 'users:read' },
  { to: '/settings/roles', label: 'Roles', permission: 'users:read' },
  { to: '/settings/mapping-rules', label: 'Mapping rules', permission: 'settings:write' },
  { to: '/settings/identity-providers', label: 'Identity providers', permission: 'settings:write' },
  { to: '/settings/provisioning', label: 'Provisioning', permission: 'audit:read' },
  { to: '/settings/tokens', label: 'Tokens', permission: 'self' },
  { to: '/settings/webhooks', label: 'Webhooks', permission: 'settings:write' },
  { to: '/settings/leavers', label: 'Leavers', permission: 'settings:write' },
  { to: '/settings/access-rules', label: 'Access rules', permission: 'settings:write' },
  { to: '/settings/approvals', label: 'Approvals', permission: 'settings:write' },
  { to: '/settings/playbooks', label: 'Playbooks and tasks', permission: 'settings:write' },
  { to: '/settings/findings', label: 'Findings', permission: 'settings:write' },
  { to: '/settings/erasures', label: 'Erasure and holds', permission: 'settings:write' },
] as const satisfies readonly { to: `/settings${string}`; label: string; permission: Permission }[]
