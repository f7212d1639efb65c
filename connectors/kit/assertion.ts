import { createHash, randomUUID, X509Certificate } from 'node:crypto'
import { importPKCS8, SignJWT } from 'jose'
import type { TokenEndpoint } from './oauth.ts'
import { VendorError } from './vendor-error.ts'

type Signing = Pick<TokenEndpoint, 'connector' | 'grant' | 'credentials' | 'ports'>

/** A JWT that proves the client (RFC 7523). It lives three minutes: Salesforce refuses longer ones. */
export const signedAssertion = async (signing: Signing, subject: string, audience: string, claims: Record<string, string> = {}): Promise<string> => {
  const { connector, grant, credentials, ports } = signing
  // Entra asks for PSS padding and the certificate's thumbprint ("application authentication certificate credentials").
  const alg = grant.client === 'certificate' ? 'PS256' : 'RS256'
  const key = await importPKCS8(pemOf(credentials.privateKey), alg).catch((cause: unknown) => {
    throw new VendorError('credentials', `The private key for ${connector.name} cannot be read; it has to be an RSA key as PEM (PKCS #8).`, { cause })
  })
  const now = Math.floor(ports.clock().getTime() / 1000)
  return new SignJWT(claims)
    .setProtectedHeader({ alg, typ: 'JWT', ...keyHint(signing) })
    .setIssuer(credentials.clientId ?? '')
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + 180)
    .setJti(randomUUID())
    .sign(key)
}

/** How the vendor finds the public key: by the id it was registered under, or by the certificate's thumbprint (RFC 7515 section 4.1.8). */
const keyHint = ({ connector, grant, credentials }: Signing): Record<string, string> => {
  if (grant.client !== 'certificate') return credentials.keyId === undefined || credentials.keyId === '' ? {} : { kid: credentials.keyId }
  try {
    const { raw } = new X509Certificate(Buffer.from(pemOf(credentials.certificate).replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64'))
    return { 'x5t#S256': createHash('sha256').update(raw).digest('base64url') }
  } catch (cause) {
    throw new VendorError('credentials', `The certificate for ${connector.name} cannot be read; it has to be PEM.`, { cause })
  }
}

/** PEM as people paste it: out of a JSON file its line breaks are `\n`, and a form of one line has none. */
const pemOf = (pasted: string | undefined): string => (pasted ?? '').replaceAll('\\n', '\n')
