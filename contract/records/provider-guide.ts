import { z } from 'zod'

/** The guides that lead an admin through the set-up; `other` is any provider of the protocol. */
const providerGuides = ['okta', 'entra', 'jumpcloud', 'google', 'onelogin', 'keycloak', 'salesforce', 'other'] as const
export const ProviderGuide = z.enum(providerGuides)
export type ProviderGuide = z.infer<typeof ProviderGuide>
