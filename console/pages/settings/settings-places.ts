import type { Permission } from '@rollcall/contract'

/** The pages of the settings in their order; each is offered to whoever has its permission. */
export const settingsPlaces = [
  { to: '/settings', label: 'You', permission: 'self' },
  { to: '/settings/roles', label: 'Roles', permission: 'settings:write' },
  { to: '/settings/tokens', label: 'Tokens', permission: 'self' },
  { to: '/settings/webhooks', label: 'Webhooks', permission: 'settings:write' },
] as const satisfies readonly { to: `/settings${string}`; label: string; permission: Permission }[]
