import type { ProvisioningClient } from '@rollcall/contract'

// Entra is known by its header, as its User-Agent may be missing; Okta's own test calls itself "OKTA SCIM Integration".
const agents: readonly (readonly [RegExp, ProvisioningClient])[] = [
  [/okta/i, 'okta'],
  [/jumpcloud/i, 'jumpcloud'],
  [/onelogin/i, 'onelogin'],
  [/google/i, 'google'],
  [/azure|entra|microsoft/i, 'entra'],
]

export const detectClient = (headers: { readonly adscimversion?: unknown; readonly userAgent: string | undefined }): ProvisioningClient =>
  headers.adscimversion === undefined ? (agents.find(([pattern]) => pattern.test(headers.userAgent ?? ''))?.[1] ?? 'other') : 'entra'
