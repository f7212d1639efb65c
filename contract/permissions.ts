/**
 * What a signed-in user, a token or the local operator may do. `anyone` needs no sign-in, `self` needs any sign-in.
 * `plans:approve` is held by signed-in humans only: no token and no operator has it.
 */
export const permissions = [
  'anyone',
  'self',
  'calls:read',
  'calls:write',
  'trackers:write',
  'connections:read',
  'connections:write',
  'people:read',
  'people:write',
  'users:read',
  'users:write',
  'plans:write',
  'plans:approve',
  'audit:read',
  'settings:write',
  'scim:write',
] as const

export type Permission = (typeof permissions)[number]
