import { X509Certificate } from 'node:crypto'
import { SamlBinding, type SamlCertificate, type SamlSettings, SpEntityId } from '@rollcall/contract'
import { z } from 'zod'
import { Refused } from '../../../errors.ts'
import type { ProviderRow } from '../providers/provider.queries.ts'

/** `identity_providers.configuration` of a SAML provider. */
export const SamlConfiguration = z.object({
  entityId: z.string(),
  signInUrl: z.string(),
  signInBinding: SamlBinding,
  logoutUrl: z.string().nullable(),
  metadataUrl: z.string().nullable(),
  metadataReadAt: z.iso.datetime().nullable(),
  metadataProblem: z.string().nullable(),
  /** When it was last read out of turn. */
  metadataAskedAt: z.iso.datetime().nullable().default(null),
  /** Base64 of the DER. A provider that changes its certificate names both for a while, and either is taken. */
  certificates: z.array(z.string()),
  idpInitiated: z.boolean(),
  spEntityId: SpEntityId,
})
export type SamlConfiguration = z.infer<typeof SamlConfiguration>

export const samlOf = (row: ProviderRow): SamlConfiguration => SamlConfiguration.parse(row.configuration)

export function toSettings(configuration: SamlConfiguration): SamlSettings {
  const { certificates, metadataAskedAt: _, ...rest } = configuration
  return { ...rest, certificates: certificates.map(describeCertificate) }
}

const openCertificate = (base64: string): X509Certificate => new X509Certificate(Buffer.from(base64, 'base64'))

function describeCertificate(base64: string): SamlCertificate {
  const { subject, fingerprint256, validFrom, validTo } = openCertificate(base64)
  return {
    subject: subject.replaceAll('\n', ', '),
    fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
    notBefore: new Date(validFrom).toISOString(),
    notAfter: new Date(validTo).toISOString(),
  }
}

/** Takes PEM or base64, as copied from wherever, and answers the base64 of the DER. Refuses `bad_request`. */
export function readCertificate(text: string): string {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '')
  try {
    return openCertificate(base64).raw.toString('base64')
  } catch (cause) {
    throw new Refused('bad_request', 'A certificate cannot be read. Copy it whole, as PEM or as base64.', { at: 'saml.certificates', cause })
  }
}
