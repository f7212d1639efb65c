import { createSign, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { SignedXml } from 'xml-crypto'
import { encrypt } from 'xml-encryption'
import type { KeyPair } from '@rollcall/server/modules/sign-in/saml/make-key-pair.ts'

/** What a response says; every part can be made wrong by a test. */
export interface Saying {
  readonly issuer: string
  readonly audience: string
  readonly recipient: string
  readonly inResponseTo: string | null
  readonly nameId: string
  readonly format: string
  readonly attributes: Readonly<Record<string, string | readonly string[]>>
  readonly notBefore: Date
  readonly notOnOrAfter: Date
  readonly assertionId: string
  readonly responseId: string
  readonly sessionIndex: string
  readonly status: string
}

export const newId = (): string => `_${randomBytes(16).toString('hex')}`

export const emailFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const attributeXml = (name: string, values: string | readonly string[]): string =>
  `<saml:Attribute Name="${escaped(name)}">${[values]
    .flat()
    .map(value => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`)
    .join('')}</saml:Attribute>`

export function assertionXml(said: Saying): string {
  const answers = said.inResponseTo === null ? '' : ` InResponseTo="${said.inResponseTo}"`
  const [from, until] = [said.notBefore.toISOString(), said.notOnOrAfter.toISOString()]
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${said.assertionId}" Version="2.0" IssueInstant="${from}"><saml:Issuer>${escaped(said.issuer)}</saml:Issuer><saml:Subject><saml:NameID Format="${said.format}">${said.nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${escaped(said.recipient)}" NotOnOrAfter="${until}"${answers}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${from}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${escaped(said.audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${from}" SessionIndex="${said.sessionIndex}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${Object.entries(
    said.attributes,
  )
    .map(([name, values]) => attributeXml(name, values))
    .join('')}</saml:AttributeStatement></saml:Assertion>`
}

export function responseXml(said: Saying, assertion: string): string {
  const answers = said.inResponseTo === null ? '' : ` InResponseTo="${said.inResponseTo}"`
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${said.responseId}" Version="2.0" IssueInstant="${said.notBefore.toISOString()}" Destination="${escaped(said.recipient)}"${answers}><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${escaped(said.issuer)}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${said.status}"/></samlp:Status>${assertion}</samlp:Response>`
}

/** Signs the element of an id, its signature put behind its Issuer. */
export function sign(xml: string, id: string, { privateKey, certificate }: KeyPair, algorithms: { signature?: string; digest?: string } = {}): string {
  const signed = new SignedXml({
    privateKey,
    publicCert: certificate,
    signatureAlgorithm: algorithms.signature ?? rsaSha256,
    canonicalizationAlgorithm: exclusive,
  })
  signed.addReference({
    xpath: `//*[@ID="${id}"]`,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm: algorithms.digest ?? sha256,
  })
  signed.computeSignature(xml, { prefix: 'ds', location: { reference: `//*[@ID="${id}"]/*[local-name(.)="Issuer"]`, action: 'after' } })
  return signed.getSignedXml()
}

export const encoded = (xml: string): string => Buffer.from(xml).toString('base64')

const rsaOaep = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p'

const encryptedAs = (
  element: 'EncryptedAssertion' | 'EncryptedID' | 'EncryptedAttribute',
  xml: string,
  certificate: string,
  keyEncryption: string,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = {
      rsa_pub: certificate,
      pem: certificate,
      encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
      keyEncryptionAlgorithm: keyEncryption,
      warnInsecureAlgorithm: false,
    }
    encrypt(xml, options as never, (error: Error | null, result: string) =>
      error === null ? resolve(`<saml:${element} xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${result}</saml:${element}>`) : reject(error),
    )
  })

/** Encrypts an assertion for whoever has the certificate. */
export const encryptAssertion = (xml: string, certificate: string, keyEncryption = rsaOaep): Promise<string> =>
  encryptedAs('EncryptedAssertion', xml, certificate, keyEncryption)

interface Hiding {
  readonly keyEncryption?: string
  /** What is encrypted in place of what was there. */
  readonly hidden?: string
}

/** An assertion whose subject's name is encrypted for whoever has the certificate; to be signed after it. */
export const encryptName = (assertion: string, certificate: string, hiding?: Hiding): Promise<string> =>
  hide('EncryptedID', /<saml:NameID[\s\S]*?<\/saml:NameID>/, assertion, certificate, hiding)

/** The same of an attribute. */
export const encryptAttribute = (assertion: string, name: string, certificate: string, hiding?: Hiding): Promise<string> =>
  hide('EncryptedAttribute', new RegExp(`<saml:Attribute Name="${name}"[\\s\\S]*?</saml:Attribute>`), assertion, certificate, hiding)

async function hide(
  element: 'EncryptedID' | 'EncryptedAttribute',
  which: RegExp,
  assertion: string,
  certificate: string,
  { keyEncryption = rsaOaep, hidden }: Hiding = {},
): Promise<string> {
  const found = which.exec(assertion)?.[0] ?? ''
  const own = (hidden ?? found).replace(/^<saml:\w+/, tag => `${tag} xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"`)
  return assertion.replace(found, await encryptedAs(element, own, certificate, keyEncryption))
}

/** The request that an address of the redirect binding carries. */
export function requestIn(location: string): { id: string; xml: string; url: URL } {
  const url = new URL(location)
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString('utf8')
  return { id: /\bID="([^"]+)"/.exec(xml)?.[1] ?? '', xml, url }
}

/** What a logout request of the provider says. */
export interface LogoutSaying {
  readonly id: string
  readonly issuer: string
  readonly destination: string
  readonly nameId: string
  readonly sessionIndex: string | null
  readonly issued: Date
}

export const logoutXml = ({ id, issuer, destination, nameId, sessionIndex, issued }: LogoutSaying): string =>
  `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0" IssueInstant="${issued.toISOString()}" Destination="${escaped(destination)}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${escaped(issuer)}</saml:Issuer><saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${escaped(nameId)}</saml:NameID>${sessionIndex === null ? '' : `<samlp:SessionIndex>${sessionIndex}</samlp:SessionIndex>`}</samlp:LogoutRequest>`

/** The query of the redirect binding, signed (saml-bindings-2.0, section 3.4.4.1). */
export function redirectQuery(xml: string, { privateKey }: KeyPair, relayState: string | null = null, algorithm = 'RSA-SHA256'): string {
  const uri = algorithm === 'RSA-SHA256' ? rsaSha256 : 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
  const parts = [
    `SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}`,
    ...(relayState === null ? [] : [`RelayState=${encodeURIComponent(relayState)}`]),
    `SigAlg=${encodeURIComponent(uri)}`,
  ]
  const signature = createSign(algorithm).update(parts.join('&')).sign(privateKey, 'base64')
  return [...parts, `Signature=${encodeURIComponent(signature)}`].join('&')
}
