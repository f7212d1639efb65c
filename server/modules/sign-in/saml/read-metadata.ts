import type { Element } from '@xmldom/xmldom'
import { Refused } from '../../../errors.ts'
import { attributeOf, childrenOf, elementsOf, namespaces, parseXml, textOf, XmlRefused } from './parse-xml.ts'
import { readCertificate, type SamlConfiguration } from './saml-provider.ts'

/** What a provider's metadata says of it. */
export type Metadata = Pick<SamlConfiguration, 'entityId' | 'signInUrl' | 'signInBinding' | 'logoutUrl' | 'certificates'>

const bindings = { redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST' } as const

const refuse = (sentence: string, cause?: unknown) =>
  new Refused('vendor_malformed', `The metadata cannot be used: ${sentence}`, { at: 'saml.metadataXml', cause })

/** Reads SAML metadata (saml-metadata-2.0, section 2.4.3). Refuses `vendor_malformed` with what is missing. */
export function readMetadata(xml: string): Metadata {
  const entities = openMetadata(xml).filter(entity => childrenOf(entity, namespaces.metadata, 'IDPSSODescriptor').length > 0)
  const [entity, other] = entities
  if (entity === undefined) throw refuse('it describes no identity provider. Take the metadata of the provider, not that of Rollcall.')
  if (other !== undefined) throw refuse('it describes more than one identity provider. Give the one that is meant.')
  const [descriptor] = childrenOf(entity, namespaces.metadata, 'IDPSSODescriptor')
  const entityId = attributeOf(entity, 'entityID')
  if (descriptor === undefined || entityId === null || entityId === '') throw refuse('it has no entityID.')
  const redirect = locationOf(descriptor, 'SingleSignOnService', 'redirect')
  const signInUrl = redirect ?? locationOf(descriptor, 'SingleSignOnService', 'post')
  if (signInUrl === null) throw refuse('it names no address to sign in at, by redirect or by POST.')
  const certificates = certificatesOf(descriptor)
  if (certificates.length === 0) throw refuse('it holds no certificate to check signatures with.')
  return {
    entityId,
    signInUrl,
    signInBinding: redirect === null ? 'post' : 'redirect',
    logoutUrl: locationOf(descriptor, 'SingleLogoutService', 'redirect'),
    certificates,
  }
}

function openMetadata(xml: string): Element[] {
  try {
    // Google's and Keycloak's downloads begin with comments; here nothing but addresses and certificates is taken.
    const root = parseXml(xml.replace(/<!--[\s\S]*?-->/g, ''))
    return elementsOf(root, namespaces.metadata, 'EntityDescriptor')
  } catch (thrown) {
    if (thrown instanceof XmlRefused) throw refuse(`${thrown.message} Give the XML itself, not a page about it.`, thrown)
    throw thrown
  }
}

function locationOf(descriptor: Element, service: string, binding: keyof typeof bindings): string | null {
  const found = childrenOf(descriptor, namespaces.metadata, service).find(element => attributeOf(element, 'Binding') === bindings[binding])
  const location = attributeOf(found, 'Location')
  if (location === null) return null
  if (!URL.canParse(location) || !['https:', 'http:'].includes(new URL(location).protocol)) throw refuse(`${location.slice(0, 200)} is not a web address.`)
  return location
}

/** Keys for signing, and those of which nothing is said, which are for both. */
function certificatesOf(descriptor: Element): string[] {
  const keys = childrenOf(descriptor, namespaces.metadata, 'KeyDescriptor').filter(key => attributeOf(key, 'use') !== 'encryption')
  const texts = keys.flatMap(key => elementsOf(key, namespaces.signature, 'X509Certificate')).map(element => textOf(element) ?? '')
  return [...new Set(texts.map(readCertificate))]
}
