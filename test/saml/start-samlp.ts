import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { KeyPair } from '@rollcall/server/modules/sign-in/saml/make-key-pair.ts'
// @ts-expect-error: the package has no types; what is used of it is said below.
import untypedSamlp from 'samlp'

/** What samlp expects of a request and a reply, which Express would give it. */
type SamlpRequest = IncomingMessage & {
  query: Record<string, string>
  body: Record<string, string>
  session: object
  originalUrl: string
  protocol: string
  user: unknown
}
type SamlpResponse = ServerResponse & { set: (name: string, value: string) => void; send: (body: string | number) => void; redirect: (url: string) => void }
type Handler = (request: SamlpRequest, response: SamlpResponse, next: (error: unknown) => void) => void
type Participant = {
  serviceProviderId: string
  sessionIndex: string
  nameId: string
  nameIdFormat: string
  serviceProviderLogoutURL: string
  binding: string
  cert: string
}

const samlp = untypedSamlp as {
  auth(options: object): Handler
  logout(options: object): Handler
  metadata(options: object): Handler
  sessionParticipants?: unknown
}

export interface Samlp {
  readonly url: string
  readonly metadataUrl: string
  /** Who is signed in there. */
  participants(): number
  /** Names the service provider, once that is known. */
  trust(serviceProvider: { entityId: string; acsUrl: string; logoutUrl: string; certificate: string }): void
  close(): Promise<void>
}

const issuer = 'urn:samlp.acme.test'
const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const emailFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'

const people: Record<string, { email: string; given: string; family: string }> = {
  ana: { email: 'ana@acme.test', given: 'Ana', family: 'Ruiz' },
}

const page = (body: string) => `<!doctype html><html lang="en"><title>Acme</title><h1>Acme sign-in</h1>${body}</html>`

/** A real SAML identity provider (samlp, which Auth0 runs) with one person, over plain node:http. */
export async function startSamlp({ privateKey, certificate }: KeyPair): Promise<Samlp> {
  let trusted: Parameters<Samlp['trust']>[0] | null = null
  let signedIn: string | null = null
  let participants: Participant[] = []
  let sessions = 0
  // The transaction of a logout that is under way.
  const session = {}

  const common = { issuer, cert: certificate, key: privateKey, signatureAlgorithm: 'rsa-sha256', digestAlgorithm: 'sha256' }
  const metadata = samlp.metadata({ ...common, redirectEndpointPath: '/sso', postEndpointPath: '/sso', logoutEndpointPaths: { redirect: '/slo' } })

  const signIn: Handler = (request, response, next) => {
    if (request.query.person !== undefined) signedIn = request.query.person
    const person = signedIn === null ? undefined : people[signedIn]
    if (person === undefined || trusted === null) {
      response.send(page(`<a href="${request.url ?? ''}&person=ana">Sign in as Ana Ruiz</a>`))
      return
    }
    const sessionIndex = `_session${++sessions}`
    participants.push({
      serviceProviderId: trusted.entityId,
      sessionIndex,
      nameId: person.email,
      nameIdFormat: emailFormat,
      serviceProviderLogoutURL: trusted.logoutUrl,
      binding: redirectBinding,
      cert: trusted.certificate,
    })
    const user = {
      id: person.email,
      emails: [{ value: person.email }],
      displayName: `${person.given} ${person.family}`,
      name: { givenName: person.given, familyName: person.family },
    }
    const { acsUrl, certificate: signingCert } = trusted
    samlp.auth({
      ...common,
      signingCert,
      sessionIndex,
      recipient: acsUrl,
      destination: acsUrl,
      nameIdentifierFormat: emailFormat,
      nameIdentifierProbes: ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'],
      getUserFromRequest: () => user,
      getPostURL: (_audience: string, _dom: unknown, _request: unknown, done: (error: null, url: string) => void) => done(null, acsUrl),
    })(request, response, next)
  }

  const logout: Handler = (request, response, next) =>
    samlp.logout({
      ...common,
      deflate: true,
      protocolBinding: redirectBinding,
      sessionParticipants: participantsFor(participants),
      clearIdPSession: (done: () => void) => {
        signedIn = null
        participants = []
        done()
      },
    })(request, response, next)

  const routes: Record<string, Handler> = { '/metadata': metadata, '/sso': signIn, '/slo': logout }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://idp.test')
    const asked = Object.assign(request, {
      query: Object.fromEntries(url.searchParams),
      body: {},
      session,
      originalUrl: request.url ?? '',
      protocol: 'http',
      user: null,
    })
    const answer = Object.assign(response, {
      set: (name: string, value: string) => void response.setHeader(name, value),
      send: (body: string | number) => {
        if (!response.hasHeader('content-type')) response.setHeader('content-type', 'text/html')
        response.statusCode = typeof body === 'number' ? body : 200
        response.end(typeof body === 'number' ? page(`<p>${body === 200 ? 'You are signed out everywhere' : body}</p>`) : body)
      },
      redirect: (to: string) => void response.writeHead(302, { location: to }).end(),
    })
    const route = routes[url.pathname]
    if (route === undefined) return answer.send(404)
    route(asked, answer, error => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    url,
    metadataUrl: `${url}/metadata`,
    participants: () => participants.length,
    trust: serviceProvider => void (trusted = serviceProvider),
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** samlp's own list of who takes part, by the shape it documents. */
const participantsFor = (list: Participant[]) => {
  const matches = (issuedBy: string | undefined, indices: string[] | string, nameId: string) => (each: Participant) =>
    (issuedBy === undefined || each.serviceProviderId === issuedBy) && [indices].flat().includes(each.sessionIndex) && each.nameId === nameId
  return {
    get: (issuedBy: string, indices: string[], nameId: string, done: (error: null, found?: Participant) => void) =>
      done(null, list.find(matches(issuedBy, indices, nameId))),
    hasElements: () => list.length > 0,
    getFirst: (done: (error: null, found?: Participant) => void) => done(null, list[0]),
    remove: (issuedBy: string, index: string[] | string, nameId: string, done: (error: null, removed?: Participant) => void) => {
      const place = list.findIndex(matches(issuedBy, index, nameId))
      const [removed] = place === -1 ? [] : list.splice(place, 1)
      done(null, removed)
    },
  }
}
