import type { Document } from '@xmldom/xmldom'
import type { Context } from '../../../context.ts'
import { Refused, sentenceOf } from '../../../errors.ts'
import { useMessage } from '../providers/arrival.queries.ts'
import { admit, keepWaiting, noteRefusal, type Proof, rehearse } from '../providers/arrivals.ts'
import type { Assertion } from '../providers/arrive-from-provider.ts'
import { findProviders, type ProviderRow, type RequestRow, takeRequest } from '../providers/provider.queries.ts'
import { pathOfRelayState } from '../return-to.ts'
import { samlProvider, unknownProvider } from './begin-saml.ts'
import { assertionIn, judgeAssertion, type Judged } from './judge-assertion.ts'
import { isMessageId } from './message-id.ts'
import { attributeOf, childrenOf, elementsOf, namespaces, parseXml, textOf, XmlRefused } from './parse-xml.ts'
import { newCertificates } from './refresh-metadata.ts'
import { samlOf } from './saml-provider.ts'
import { acsUrl, entityIds } from './service-provider.ts'
import { ResponseRefused, SignerUnknown, type Verified, verifyResponse } from './verify-response.ts'

export interface SamlAnswer {
  readonly samlResponse: string
  readonly relayState: string | undefined
  readonly client: string
}

/** What follows of a response that was taken. */
export type SamlReceived =
  /** Waits for the browser that began it. */
  | { readonly kind: 'waiting'; readonly arrivalId: string }
  /** Begun at the provider, which allows that: signed in. */
  | { readonly kind: 'signed_in'; readonly session: string; readonly returnTo: string }
  | { readonly kind: 'tested'; readonly providerId: string; readonly arrivalId: string }

/** An assertion that the provider did sign, and that is not taken all the same. */
class AssertionRefused extends ResponseRefused {
  readonly arrived: { readonly assertion: Assertion; readonly proof: Proof }
  constructor(cause: unknown, arrived: AssertionRefused['arrived']) {
    super(sentenceOf(cause), { cause })
    this.arrived = arrived
  }
}

const unreadable = (cause: unknown) => new Refused('sign_in_failed', 'What your identity provider sent cannot be read. Begin the sign-in again.', { cause })
// The reason is for the admin: told to whoever sent it, it would say which check they passed (an oracle for encrypted assertions).
const notTaken = ({ name }: ProviderRow, cause: unknown) =>
  new Refused('sign_in_failed', `The sign-in from ${name} was not accepted. An admin finds the reason under Identity providers.`, { cause })

/** Takes a response at the assertion consumer service. Refuses `sign_in_failed`; whatever is refused has changed nothing but the list an admin reads. */
export async function receiveSaml(ctx: Context, answer: SamlAnswer): Promise<SamlReceived> {
  const document = open(answer.samlResponse)
  const requestId = attributeOf(document.documentElement ?? undefined, 'InResponseTo')
  const request = requestId !== null && isMessageId(requestId) ? ((await takeRequest(ctx.db, requestId, ctx.clock.now())) ?? null) : null
  if (requestId !== null && request === null) throw new Refused('sign_in_failed', 'This sign-in was used already, or was begun too long ago. Begin it again.')
  const provider = await providerOf(ctx, document, request)
  let judged: Judged & { proof: Proof }
  try {
    judged = await judge(ctx, provider, request, answer.samlResponse, document)
  } catch (thrown) {
    if (!(thrown instanceof ResponseRefused || thrown instanceof XmlRefused)) throw thrown
    const arrivalId = await noteRefusal(ctx, provider, thrown.message, thrown instanceof AssertionRefused ? thrown.arrived : undefined)
    if (request !== null && request.tester_id !== null) return { kind: 'tested', providerId: provider.id, arrivalId }
    throw notTaken(provider, thrown)
  }
  const { assertion, proof } = judged
  if (request === null) {
    const { session } = await admit(ctx, provider, assertion, proof, answer.client)
    return { kind: 'signed_in', session, returnTo: pathOfRelayState(answer.relayState) }
  }
  if (request.tester_id !== null) return { kind: 'tested', providerId: provider.id, arrivalId: await rehearse(ctx, provider, assertion, proof) }
  const browser = { hash: request.browser_hash, returnTo: request.return_to }
  return { kind: 'waiting', arrivalId: await keepWaiting(ctx, provider, assertion, proof, browser) }
}

function open(samlResponse: string): Document {
  try {
    const document = parseXml(Buffer.from(samlResponse, 'base64').toString('utf8'))
    const root = document.documentElement
    if (root?.localName !== 'Response' || root.namespaceURI !== namespaces.protocol) throw new XmlRefused('The message is no SAML response.')
    return document
  } catch (thrown) {
    throw thrown instanceof XmlRefused ? unreadable(thrown) : thrown
  }
}

/** Who the response says it is from; nothing is believed of that but where to look for the certificate. */
async function providerOf(ctx: Context, document: Document, request: RequestRow | null): Promise<ProviderRow> {
  const asked = request === null ? undefined : await samlProvider(ctx, request.provider_id)
  if (asked !== undefined && (asked.enabled || request?.tester_id !== null)) return asked
  const issuer = textOf(elementsOf(document, namespaces.assertion, 'Issuer')[0])
  const named = (await findProviders(ctx.db)).find(row => row.protocol === 'saml' && row.enabled && samlOf(row).entityId === issuer)
  if (request !== null || named === undefined) throw unknownProvider()
  if (samlOf(named).idpInitiated) return named
  await noteRefusal(ctx, named, `${named.name} may not begin a sign-in. Begin it in Rollcall, or switch on "May begin a sign-in".`)
  throw new Refused('sign_in_failed', `${named.name} may not begin a sign-in. Begin it here.`)
}

async function judge(ctx: Context, provider: ProviderRow, request: RequestRow | null, encoded: string, document: Document): Promise<Judged & { proof: Proof }> {
  const configuration = samlOf(provider)
  refuseFailure(document)
  const { assertion, certificate } = await verify(ctx, provider, encoded, document)
  try {
    const judged = judgeAssertion(assertion, {
      issuer: configuration.entityId,
      audiences: entityIds(ctx),
      recipient: acsUrl(ctx),
      inResponseTo: request?.id ?? null,
      now: ctx.clock.now(),
    })
    if (!(await useMessage(ctx.db, { provider_id: provider.id, id: judged.id, expires_at: judged.expiresAt })))
      throw new ResponseRefused('The assertion was used already.')
    return { ...judged, proof: { issuer: configuration.entityId, certificate } }
  } catch (thrown) {
    const said = thrown instanceof ResponseRefused ? assertionIn(assertion) : null
    if (said === null) throw thrown
    throw new AssertionRefused(thrown, { assertion: said.assertion, proof: { issuer: said.issuer, certificate } })
  }
}

/** What no known certificate signed is judged once more with those that the provider has taken on meanwhile. */
async function verify(ctx: Context, provider: ProviderRow, encoded: string, document: Document): Promise<Verified> {
  const configuration = samlOf(provider)
  try {
    return await verifyResponse(ctx, configuration, encoded, document)
  } catch (thrown) {
    const certificates = thrown instanceof SignerUnknown ? await newCertificates(ctx, provider) : []
    if (certificates.length === 0) throw thrown
    return verifyResponse(ctx, { ...configuration, certificates }, encoded, document)
  }
}

/** A provider that says no says why, in its own words. */
function refuseFailure(document: Document): void {
  const root = document.documentElement
  const [status] = root === null ? [] : childrenOf(root, namespaces.protocol, 'Status')
  const [code] = status === undefined ? [] : childrenOf(status, namespaces.protocol, 'StatusCode')
  if (attributeOf(code, 'Value') === 'urn:oasis:names:tc:SAML:2.0:status:Success') return
  const message = status === undefined ? null : textOf(childrenOf(status, namespaces.protocol, 'StatusMessage')[0])
  const [inner] = code === undefined ? [] : childrenOf(code, namespaces.protocol, 'StatusCode')
  const value = attributeOf(inner, 'Value') ?? attributeOf(code, 'Value') ?? 'no status'
  throw new ResponseRefused(`The provider refused: ${(message ?? value.slice(value.lastIndexOf(':') + 1)).slice(0, 500)}`)
}
