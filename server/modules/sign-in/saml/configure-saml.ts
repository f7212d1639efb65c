import type { SamlWritten } from '@rollcall/contract'
import { Refused } from '../../../errors.ts'
import { readCertificate, type SamlConfiguration } from './saml-provider.ts'

const nothingYet = { logoutUrl: null, metadataUrl: null, metadataReadAt: null, metadataProblem: null, idpInitiated: false }

/** What is kept of what an admin wrote; what they left out stays as it was. Refuses `bad_request` while something is missing. */
export function configureSaml(written: SamlWritten, present: SamlConfiguration | null): SamlConfiguration {
  const { metadataXml: _, certificates, ...fields } = written
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const next = { ...nothingYet, ...present, ...given, ...(certificates === undefined ? {} : { certificates: certificates.map(readCertificate) }) }
  const { entityId, signInUrl, certificates: known } = next as Partial<SamlConfiguration>
  for (const [name, value] of Object.entries({ entityId, signInUrl, certificates: known }))
    if (value === undefined) throw new Refused('bad_request', `saml.${name} is missing. Give it, or the provider's metadata.`, { at: `saml.${name}` })
  return next as SamlConfiguration
}
