import { KeyObject } from 'node:crypto'

export interface KeyPair {
  /** PEM, self-signed. */
  readonly certificate: string
  /** PEM, PKCS #8. */
  readonly privateKey: string
}

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 }

/** An RSA key with a self-signed certificate of ten years: in SAML the certificate is how keys are handed over, nobody checks who signed it. */
export async function makeKeyPair(name: string, now: Date): Promise<KeyPair> {
  // Loaded here, as it is needed once in the life of a workspace; the first is a polyfill that the second asks for.
  await import('reflect-metadata')
  const { X509CertificateGenerator } = await import('@peculiar/x509')
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date(now.getTime() - 86_400_000),
    notAfter: new Date(now.getTime() + 3653 * 86_400_000),
    keys,
    signingAlgorithm: algorithm,
  })
  return { certificate: certificate.toString('pem'), privateKey: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString() }
}
