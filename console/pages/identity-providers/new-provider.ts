import type { ProviderGuide, SamlWritten } from '@rollcall/contract'

/** What an admin has of a provider. */
export type Source = 'url' | 'xml' | 'fields'

// These offer a file and no address.
const offersFile: readonly ProviderGuide[] = ['jumpcloud', 'google']

export const sourceOf = (guide: ProviderGuide | undefined): Source => (guide !== undefined && offersFile.includes(guide) ? 'xml' : 'url')

/** `acme.com, @acme.de` as a list. */
export const domainsIn = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map(each => each.replace(/^.*@/, '').toLowerCase())
    .filter(each => each !== '')

/** What is sent of it; null while something is missing. */
export const samlOf = (source: Source, given: { url: string; xml: string; entityId: string; signInUrl: string; certificate: string }): SamlWritten | null => {
  const { url, xml, entityId, signInUrl, certificate } = given
  if (source === 'url') return url.trim() === '' ? null : { metadataUrl: url.trim() }
  if (source === 'xml') return xml.trim() === '' ? null : { metadataXml: xml }
  if ([entityId, signInUrl, certificate].some(each => each.trim() === '')) return null
  return { entityId: entityId.trim(), signInUrl: signInUrl.trim(), certificates: [certificate] }
}
