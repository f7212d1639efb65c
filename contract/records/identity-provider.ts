import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'
import { OidcSettings } from './oidc.ts'
import { ProviderGuide } from './provider-guide.ts'
import { SamlSettings } from './saml.ts'

export const ProviderProtocol = z.enum(['saml', 'oidc'])
export type ProviderProtocol = z.infer<typeof ProviderProtocol>

/** A domain as it follows the @ of an e-mail, in lower case. */
export const EmailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?=.{3,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/, 'is not a domain such as example.com')

/**
 * Where people may sign in from. It answers for the people of its `domains`; without any, for whoever no other provider answers for.
 * Secrets are in no reply.
 */
export const IdentityProvider = z.object({
  id: Id,
  name: z.string(),
  protocol: ProviderProtocol,
  guide: ProviderGuide,
  domains: z.array(EmailDomain),
  enabled: z.boolean(),
  enforced: z.boolean(),
  makesUsers: z.boolean(),
  /** What it is set up with, when it speaks SAML. */
  saml: SamlSettings.nullable(),
  /** And when it speaks OpenID Connect. */
  oidc: OidcSettings.nullable(),
  createdAt: Instant,
  lastSignInAt: Instant.nullable(),
})
export type IdentityProvider = z.infer<typeof IdentityProvider>

/** What the sign-in page may offer for an e-mail. */
export const SignInChoice = z.object({
  providers: z.array(z.object({ id: Id, name: z.string(), protocol: ProviderProtocol, startUrl: z.string() })),
  /** False where a provider is enforced for the domain. */
  password: z.boolean(),
})
export type SignInChoice = z.infer<typeof SignInChoice>

/** What a provider said at one sign-in, and what came of it, for the admin who wants to know why. */
export const SignInArrival = z.object({
  id: Id,
  at: Instant,
  outcome: z.enum(['signed_in', 'refused', 'tested', 'waiting']),
  /** Why it was refused, in one sentence; more than whoever signed in was told. */
  refusal: z.string().nullable(),
  said: z
    .object({
      subject: z.string(),
      email: z.string().nullable(),
      attributes: z.record(z.string(), z.array(z.string())),
      issuer: z.string(),
      /** SHA-256 of the certificate that signed it; null where the protocol has none. */
      certificate: z.string().nullable(),
    })
    .nullable(),
  /** Who that is here, or would be. `changes`: what the claims changed of them; `problem` says which grant of the claims was not given. */
  user: z
    .object({
      email: z.string(),
      name: z.string(),
      role: z.string(),
      licence: z.string(),
      made: z.boolean(),
      changes: z.array(z.object({ field: z.enum(['name', 'role', 'licence', 'manager']), from: z.string().nullable(), to: z.string().nullable() })).default([]),
      problem: z.string().nullable(),
    })
    .nullable(),
})
export type SignInArrival = z.infer<typeof SignInArrival>

/** An admin, and whether they may come in by password while a provider is enforced. */
export const BreakGlassAdmin = z.object({ id: Id, name: z.string(), email: z.string(), breakGlass: z.boolean(), hasPassword: z.boolean() })
export type BreakGlassAdmin = z.infer<typeof BreakGlassAdmin>
