import type { Permission } from '@rollcall/contract'

/** The pages of the settings in their order; each is offered to whoever has its permission. */
export const settingsPlaces = [
  { to: '/settings', label: 'You', permission: 'self' },
  { to: '/settings/roles', label: 'Roles', permission: 'settings:write' },
  { to: '/settings/provisioning', label: 'Provisioning', permission: 'audit:read' },
] as const satisfies readonly { to: `/settings${string}`; label: string; permission: Permission }[]
