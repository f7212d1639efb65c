import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { EmailDomain, IdentityProvider, ProviderGuide, SignInChoice } from '../records/identity-provider.ts'
import { OidcWritten } from '../records/oidc.ts'
import { SamlWritten } from '../records/saml.ts'
import { Id } from '../scalars.ts'

const ById = z.object({ id: Id })

const Written = z.object({
  name: z.string().trim().min(1).max(120),
  guide: ProviderGuide,
  domains: z.array(EmailDomain).max(200),
  enabled: z.boolean(),
  makesUsers: z.boolean(),
})

export const listIdentityProviders = endpoint({
  id: 'listIdentityProviders',
  method: 'GET',
  path: '/identity-providers',
  summary: 'Where people may sign in from.',
  reply: z.object({ items: z.array(IdentityProvider) }),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const readIdentityProvider = endpoint({
  id: 'readIdentityProvider',
  method: 'GET',
  path: '/identity-providers/:id',
  summary: 'One identity provider.',
  params: ById,
  reply: IdentityProvider,
  errors: ['not_found'],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const createIdentityProvider = endpoint({
  id: 'createIdentityProvider',
  method: 'POST',
  path: '/identity-providers',
  summary: 'Add an identity provider.',
  body: z.discriminatedUnion('protocol', [
    Written.extend({ protocol: z.literal('saml'), saml: SamlWritten }),
    Written.extend({ protocol: z.literal('oidc'), oidc: OidcWritten }),
  ]),
  reply: IdentityProvider,
  errors: ['conflict', 'address_refused', 'vendor_unreachable', 'vendor_malformed', 'vendor_refused'],
  permission: 'settings:write',
  audit: 'identity_provider.created',
})

/** What is left out stays. Enforcing needs a break-glass admin who has a password. */
export const updateIdentityProvider = endpoint({
  id: 'updateIdentityProvider',
  method: 'PATCH',
  path: '/identity-providers/:id',
  summary: 'Change an identity provider.',
  params: ById,
  body: Written.partial().extend({ enforced: z.boolean().optional(), saml: SamlWritten.optional(), oidc: OidcWritten.optional() }),
  reply: IdentityProvider,
  errors: ['not_found', 'conflict', 'address_refused', 'vendor_unreachable', 'vendor_malformed', 'vendor_refused'],
  permission: 'settings:write',
  audit: 'identity_provider.changed',
})

/** Sessions that came from it end with it. */
export const deleteIdentityProvider = endpoint({
  id: 'deleteIdentityProvider',
  method: 'DELETE',
  path: '/identity-providers/:id',
  summary: 'Remove an identity provider.',
  params: ById,
  reply: z.object({ done: z.literal(true) }),
  errors: ['not_found'],
  permission: 'settings:write',
  audit: 'identity_provider.deleted',
})

/** Answers by the domain alone, so that it tells nobody who has an account. */
export const discoverSignIn = endpoint({
  id: 'discoverSignIn',
  method: 'GET',
  path: '/sign-in/choices',
  summary: 'How somebody with this e-mail signs in.',
  query: z.object({ email: z.string().max(320).default('') }),
  reply: SignInChoice,
  errors: [],
  permission: 'anyone',
  audit: unaudited('read only'),
})
