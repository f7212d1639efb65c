import { z } from 'zod'
import { Id } from '../scalars.ts'
import { ProviderGuide } from './provider-guide.ts'

/** What an OpenID Connect provider is set up with. The client secret is in no reply. */
export const OidcSettings = z.object({
  issuer: z.string(),
  clientId: z.string(),
  hasSecret: z.boolean(),
  /** Asked for beside `openid`. */
  scopes: z.array(z.string()),
  /** The one organisation whose people are admitted: the one behind a connected CRM (CG-6). */
  organisation: z.object({ id: z.string(), name: z.string(), connectionId: Id }).nullable(),
})
export type OidcSettings = z.infer<typeof OidcSettings>

const Issuer = z.url({ protocol: /^https?$/ }).max(1024)

/** How an OpenID Connect provider is set up; everything else is read from its discovery document. What is left out of a change stays. */
export const OidcWritten = z.object({
  issuer: Issuer.optional(),
  clientId: z.string().trim().min(1).max(512).optional(),
  /** Null for a public client, which proves itself by PKCE alone. */
  clientSecret: z.string().trim().min(1).max(4096).nullable().optional(),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'It is not a scope. Scopes have no spaces, quotes or backslashes.'))
    .max(20)
    .optional(),
  /** The connection whose organisation alone is admitted; null admits whoever the provider vouches for. */
  organisationOf: Id.nullable().optional(),
})
export type OidcWritten = z.infer<typeof OidcWritten>

/** What an admin copies into a provider, field by field. */
export const OidcSetUp = z.object({
  callbackUrl: z.string(),
  signedOutUrl: z.string(),
  backChannelLogoutUrl: z.string(),
  guides: z.array(
    z.object({
      guide: ProviderGuide,
      name: z.string(),
      /** What its issuer looks like. */
      issuer: z.string(),
      steps: z.array(z.object({ text: z.string(), values: z.array(z.object({ field: z.string(), value: z.string() })) })),
    }),
  ),
})
export type OidcSetUp = z.infer<typeof OidcSetUp>
