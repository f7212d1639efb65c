import { decryptXml } from '@node-saml/node-saml/lib/xml.js'
import { type Document, type Element, XMLSerializer } from '@xmldom/xmldom'
import { createHash } from 'node:crypto'
import type { Context } from '../../../context.ts'
import { sentenceOf } from '../../../errors.ts'
import { attributeOf, childrenOf, elementsOf, namespaces, parseXml } from './parse-xml.ts'
import type { SamlConfiguration } from './saml-provider.ts'
import { openKeys, samlFor } from './service-provider.ts'

/** A response that is not taken; the message is one sentence for an admin. */
export class ResponseRefused extends Error {}

/** Whose signature, if there is one, is by no certificate that is known. */
export class SignerUnknown extends ResponseRefused {}

export const signatures = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
])
const digests = new Set(['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmldsig-more#sha384', 'http://www.w3.org/2001/04/xmlenc#sha512'])
// PKCS #1 v1.5 and 3DES are broken (XML Encryption 1.1, sections 5.5.1 and 5.2.1).
const ciphers = new Set([
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2009/xmlenc11#rsa-oaep',
])

const shortName = (algorithm: string): string => algorithm.slice(algorithm.lastIndexOf('#') + 1)

function refuseOthers(elements: readonly Element[], allowed: ReadonlySet<string>, what: string, instead = 'SHA-256'): void {
  for (const element of elements) {
    const algorithm = attributeOf(element, 'Algorithm') ?? ''
    if (!allowed.has(algorithm)) throw new ResponseRefused(`${what} ${shortName(algorithm)} is not strong enough. Set the provider to ${instead}.`)
  }
}

/** SHA-1 is refused wherever it signs; inside an encryption it pads and harms nobody. */
export function refuseWeak(document: Document): void {
  refuseOthers(elementsOf(document, namespaces.signature, 'SignatureMethod'), signatures, 'The signature algorithm')
  const signed = elementsOf(document, namespaces.signature, 'Reference').flatMap(reference => elementsOf(reference, namespaces.signature, 'DigestMethod'))
  refuseOthers(signed, digests, 'The digest algorithm')
  refuseOthers(elementsOf(document, namespaces.encryption, 'EncryptionMethod'), ciphers, 'The encryption algorithm', 'AES and RSA-OAEP')
}

export interface Verified {
  /** The assertion, exactly as it was signed but for what was encrypted within it, which is readable. */
  readonly assertion: Document
  /** SHA-256 of the certificate that signed it, in lower-case hex. */
  readonly certificate: string
}

/** Checks who signed a response, and answers what was signed and nothing else of it. Throws ResponseRefused or XmlRefused. */
export async function verifyResponse(ctx: Context, configuration: SamlConfiguration, encoded: string, document: Document): Promise<Verified> {
  const encrypted = elementsOf(document, namespaces.assertion, 'EncryptedAssertion')
  if (elementsOf(document, namespaces.assertion, 'Assertion').length + encrypted.length !== 1)
    throw new ResponseRefused('The response does not hold exactly one assertion.')
  refuseWeak(document)
  // What was encrypted has algorithms of its own.
  for (const each of encrypted) refuseWeak(parseXml(await decrypt(ctx, each, 'assertion')))
  const { signed, certificate } = await signedIn(ctx, configuration, encoded)
  return { assertion: await readable(ctx, parseXml(signed)), certificate }
}

async function signedIn(ctx: Context, configuration: SamlConfiguration, encoded: string): Promise<{ signed: string; certificate: string }> {
  let cause: unknown
  for (const certificate of configuration.certificates) {
    const saml = await samlFor(ctx, configuration, { certificates: [certificate] })
    try {
      const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: encoded })
      const signed = profile?.getAssertionXml?.()
      if (signed === undefined) break
      return { signed, certificate: createHash('sha256').update(Buffer.from(certificate, 'base64')).digest('hex') }
    } catch (thrown) {
      cause = thrown
    }
  }
  ctx.log.info({ cause: sentenceOf(cause), issuer: configuration.entityId }, 'a SAML response was refused')
  throw new SignerUnknown('No certificate of the provider signed this response. Check the certificate, and that the assertion is signed.', { cause })
}

/** What may be encrypted within an assertion (saml-core-2.0, sections 2.2.4 and 2.7.3.2): where, as what, and what it hides. */
const hidden = [
  { parent: 'Subject', encrypted: 'EncryptedID', plain: 'NameID', as: 'a NameID' },
  { parent: 'AttributeStatement', encrypted: 'EncryptedAttribute', plain: 'Attribute', as: 'an Attribute' },
] as const

/** What is encrypted in an assertion gives way to what it hides. */
async function readable(ctx: Context, assertion: Document): Promise<Document> {
  const root = assertion.documentElement
  if (root === null) return assertion
  for (const { parent, encrypted, plain, as } of hidden) {
    const all = childrenOf(root, namespaces.assertion, parent).flatMap(holder => childrenOf(holder, namespaces.assertion, encrypted))
    for (const each of all) {
      const element = parseXml(await decrypt(ctx, each, plain)).documentElement
      if (element?.localName !== plain || element.namespaceURI !== namespaces.assertion) throw new ResponseRefused(`What is encrypted as ${as} is none.`)
      each.parentNode?.replaceChild(assertion.importNode(element, true), each)
    }
  }
  return assertion
}

async function decrypt(ctx: Context, encrypted: Element, what: string): Promise<string> {
  try {
    return await decryptXml(new XMLSerializer().serializeToString(encrypted), (await openKeys(ctx)).privateKey)
  } catch (cause) {
    throw new ResponseRefused(`The ${what} cannot be decrypted. Give the provider the certificate that Rollcall shows.`, { cause })
  }
}
