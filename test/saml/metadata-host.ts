import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readCertificate } from '@rollcall/server/modules/sign-in/saml/saml-provider.ts'

/** The metadata of an identity provider that signs with any of these certificates. */
export const metadataXml = (entityId: string, certificates: readonly string[], more = ''): string =>
  `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${entityId}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${certificates.map(each => `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${readCertificate(each)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`).join('')}<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.test/sso"/>${more}</md:IDPSSODescriptor></md:EntityDescriptor>`

export interface MetadataHost {
  readonly address: string
  /** What it says to whoever asks. */
  answer: { status: number; body: string; location?: string }
  /** How often it was asked. */
  asked: number
  close(): void
}

/** A place that metadata is read from. */
export async function startMetadataHost(): Promise<MetadataHost> {
  const server = createServer((_request, response) => {
    host.asked += 1
    const { status, body, location } = host.answer
    response.writeHead(status, location === undefined ? {} : { location }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const host: MetadataHost = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`,
    answer: { status: 200, body: '' },
    asked: 0,
    close: () => void server.close(),
  }
  return host
}
