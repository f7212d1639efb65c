import type { SamlWritten } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { fetchMetadata } from './fetch-metadata.ts'
import { readMetadata } from './read-metadata.ts'
import { readCertificate, SamlConfiguration } from './saml-provider.ts'

const nothingYet = {
  signInBinding: 'redirect',
  logoutUrl: null,
  metadataUrl: null,
  metadataReadAt: null,
  metadataProblem: null,
  metadataAskedAt: null,
  idpInitiated: false,
  spEntityId: 'public_url',
} as const satisfies Partial<SamlConfiguration>

/**
 * What is kept of what an admin wrote; what they left out stays as it was. Metadata, read from its address or given, counts before what was
 * there, single fields before metadata. Refuses `bad_request` while something is missing, and whatever the metadata is refused with.
 */
export async function configureSaml(ctx: Context, written: SamlWritten, present: SamlConfiguration | null): Promise<SamlConfiguration> {
  const { metadataXml, certificates, metadataUrl, ...fields } = written
  const read = typeof metadataUrl === 'string' ? await fetchMetadata(ctx, metadataUrl) : metadataXml === undefined ? {} : readMetadata(metadataXml)
  const next = {
    ...nothingYet,
    ...present,
    ...(metadataUrl === undefined ? {} : { metadataUrl, metadataProblem: null, metadataReadAt: metadataUrl === null ? null : ctx.clock.now().toISOString() }),
    ...read,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    ...(certificates === undefined ? {} : { certificates: certificates.map(readCertificate) }),
  }
  const parsed = SamlConfiguration.safeParse(next)
  if (parsed.success) return parsed.data
  const missing = String(parsed.error.issues[0]?.path[0] ?? 'entityId')
  throw new Refused('bad_request', `saml.${missing} is missing. Give it, or the provider's metadata.`, { at: `saml.${missing}` })
}
