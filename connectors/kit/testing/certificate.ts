import { generateKeyPairSync, sign } from 'node:crypto'

/** One element in DER (ITU-T X.690): a tag, the length in its shortest form, and the content. */
const der = (tag: number, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content)
  const size = body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...(body.length < 0x80 ? [body.length] : size)]), body])
}
const sequence = (...content: Buffer[]) => der(0x30, ...content)

const sha256WithRsa = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05))
const commonName = sequence(der(0x31, sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('Rollcall test')))))
const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('490101000000Z')))

const pem = (label: string, content: Buffer) =>
  `-----BEGIN ${label}-----\n${content.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`

/** A self-signed X.509 certificate (RFC 5280 section 4.1) with its key, as PEM. */
export const testCertificate = (): { certificate: string; privateKey: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const toBeSigned = sequence(der(0x02, Buffer.from([1])), sha256WithRsa, commonName, validity, commonName, spki)
  const signature = sign('RSA-SHA256', toBeSigned, privateKey)
  const whole = sequence(toBeSigned, sha256WithRsa, der(0x03, Buffer.from([0]), signature))
  return { certificate: pem('CERTIFICATE', whole), privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}
