import { z } from 'zod'
import { Instant } from '../scalars.ts'
import { ProviderGuide } from './provider-guide.ts'

/** One certificate that an identity provider signs with. */
export const SamlCertificate = z.object({
  subject: z.string(),
  /** SHA-256 of the certificate, in lower-case hex. */
  fingerprint: z.string(),
  notBefore: Instant,
  notAfter: Instant,
})
export type SamlCertificate = z.infer<typeof SamlCertificate>

/** How the browser carries a request to the provider. */
export const SamlBinding = z.enum(['redirect', 'post'])
export const SpEntityId = z.enum(['public_url', 'acs_url'])

/** What a SAML provider is set up with; nothing in it is secret. */
export const SamlSettings = z.object({
  entityId: z.string(),
  signInUrl: z.string(),
  signInBinding: SamlBinding,
  logoutUrl: z.string().nullable(),
  /** As whom Rollcall names itself: by the public URL, or by `<public URL>/login/saml`. Both are taken as audience (CG-313, CG-336). */
  spEntityId: SpEntityId,
  metadataUrl: z.string().nullable(),
  /** When the metadata was last read from its address, and why the last reading failed. */
  metadataReadAt: Instant.nullable(),
  metadataProblem: z.string().nullable(),
  certificates: z.array(SamlCertificate),
  /** Whether a sign-in may begin at the provider. */
  idpInitiated: z.boolean(),
})
export type SamlSettings = z.infer<typeof SamlSettings>

// A browser is sent to these addresses: `javascript:` is not one of them.
const WebAddress = z.url({ protocol: /^https?$/ })

/**
 * How a SAML provider is set up: by the address of its metadata, by the metadata itself, or by single fields (CG-320 to CG-325). What is
 * left out of a change stays.
 */
export const SamlWritten = z.object({
  metadataUrl: WebAddress.nullable().optional(),
  metadataXml: z.string().max(500_000).optional(),
  entityId: z.string().trim().min(1).max(1024).optional(),
  signInUrl: WebAddress.optional(),
  signInBinding: SamlBinding.optional(),
  logoutUrl: WebAddress.nullable().optional(),
  /** PEM, or base64 alone. */
  certificates: z.array(z.string().max(20_000)).min(1).max(10).optional(),
  idpInitiated: z.boolean().optional(),
  spEntityId: SpEntityId.optional(),
})
export type SamlWritten = z.infer<typeof SamlWritten>

/** What an admin copies into a provider, field by field, and the certificate that it may encrypt for. */
export const SamlSetUp = z.object({
  entityId: z.string(),
  acsUrl: z.string(),
  logoutUrl: z.string(),
  metadataUrl: z.string(),
  certificate: z.string(),
  guides: z.array(
    z.object({
      guide: ProviderGuide,
      name: z.string(),
      /** What of the provider is given to Rollcall. */
      metadata: z.string(),
      steps: z.array(z.object({ text: z.string(), values: z.array(z.object({ field: z.string(), value: z.string() })) })),
    }),
  ),
})
export type SamlSetUp = z.infer<typeof SamlSetUp>
