import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { BreakGlassAdmin, EmailDomain, IdentityProvider, SignInArrival, SignInChoice } from '../records/identity-provider.ts'
import { OidcSetUp, OidcWritten } from '../records/oidc.ts'
import { ProviderGuide } from '../records/provider-guide.ts'
import { SamlSetUp, SamlWritten } from '../records/saml.ts'
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

/** The newest first; kept for a week. The console asks again while it waits for the first one. */
export const listSignInArrivals = endpoint({
  id: 'listSignInArrivals',
  method: 'GET',
  path: '/identity-providers/:id/arrivals',
  summary: 'What a provider sent lately, and what came of it.',
  params: ById,
  reply: z.object({ items: z.array(SignInArrival) }),
  errors: ['not_found'],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

/** What an admin copies into the provider. */
export const readSamlSetUp = endpoint({
  id: 'readSamlSetUp',
  method: 'GET',
  path: '/saml-set-up',
  summary: 'How Rollcall names itself to SAML providers, and how each of them is set up.',
  reply: SamlSetUp,
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const readOidcSetUp = endpoint({
  id: 'readOidcSetUp',
  method: 'GET',
  path: '/oidc-set-up',
  summary: 'What OpenID Connect providers are given of Rollcall, and how each of them is set up.',
  reply: OidcSetUp,
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

export const listBreakGlass = endpoint({
  id: 'listBreakGlass',
  method: 'GET',
  path: '/break-glass',
  summary: 'The admins, and who of them may come in by password while sign-in is enforced.',
  reply: z.object({ items: z.array(BreakGlassAdmin) }),
  errors: [],
  permission: 'settings:write',
  audit: unaudited('read only'),
})

/** Refused for the last one while a provider is enforced, and for whoever is no admin or has no password. */
export const setBreakGlass = endpoint({
  id: 'setBreakGlass',
  method: 'PUT',
  path: '/break-glass/:id',
  summary: 'Let an admin in by password while sign-in is enforced, or no longer.',
  params: ById,
  body: z.object({ breakGlass: z.boolean() }),
  reply: BreakGlassAdmin,
  errors: ['not_found', 'conflict'],
  permission: 'settings:write',
  audit: 'break_glass.changed',
})
