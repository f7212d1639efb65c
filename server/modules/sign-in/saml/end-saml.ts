import { inflateRawSync } from 'node:zlib'
import type { Profile, SAML } from '@node-saml/node-saml'
import type { Document } from '@xmldom/xmldom'
import { z } from 'zod'
import { as, type Context } from '../../../context.ts'
import { Refused, sentenceOf } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { useMessage } from '../providers/arrival.queries.ts'
import { findProviders, type ProviderRow } from '../providers/provider.queries.ts'
import { deleteSessionsOf, type SessionRow } from '../sign-in.queries.ts'
import { attributeOf, elementsOf, namespaces, parseXml, textOf, XmlRefused } from './parse-xml.ts'
import { newCertificates } from './refresh-metadata.ts'
import { samlOf } from './saml-provider.ts'
import { logoutUrl, samlFor } from './service-provider.ts'
import { refuseWeak, ResponseRefused, signatures } from './verify-response.ts'

const NameId = z.object({ nameId: z.string(), format: z.string().nullable(), nameQualifier: z.string().nullable(), spNameQualifier: z.string().nullable() })

/** Where the browser goes to end the session at the provider too (single logout, SP-initiated); null where the provider has no such address. */
export async function samlLogout(ctx: Context, provider: ProviderRow, session: SessionRow): Promise<string | null> {
  const configuration = samlOf(provider)
  const detail = NameId.safeParse(session.provider_detail)
  if (configuration.logoutUrl === null || !detail.success) return null
  const { nameId, format, nameQualifier, spNameQualifier } = detail.data
  const saml = await samlFor(ctx, configuration)
  const user = {
    issuer: configuration.entityId,
    nameID: nameId,
    nameIDFormat: format ?? 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    ...(nameQualifier === null ? {} : { nameQualifier }),
    ...(spNameQualifier === null ? {} : { spNameQualifier }),
    ...(session.provider_session === null ? {} : { sessionIndex: session.provider_session }),
  }
  return saml.getLogoutUrlAsync(user, '', {})
}

/** A logout message as it came: the query of an address, untouched, or the fields of a form. */
export type LogoutMessage = { readonly query: string } | { readonly fields: Readonly<Record<string, string>> }

const signInPage = '/sign-in'
/** A request older than this is not acted on; until then its id is remembered. */
const freshMilliseconds = 15 * 60_000

/**
 * Ends the sessions that a provider says are over (single logout, IdP-initiated), and answers where the browser goes on to. An answer to a
 * logout that began here ends nothing, as that was done before it was sent. Refuses `sign_in_failed`.
 */
export async function receiveLogout(ctx: Context, message: LogoutMessage): Promise<string> {
  const parameters = 'query' in message ? onceEach(message.query) : new Map(Object.entries(message.fields))
  const encoded = parameters.get('SAMLRequest')
  if (encoded === undefined) return signInPage
  try {
    const { provider, profile, sessionIndex } = await verifyLogout(ctx, message, parameters, 'query' in message ? inflated(plain(encoded)) : decoded(encoded))
    const ended = await ctx.transaction(async () => {
      const rows = await deleteSessionsOf(ctx.db, provider.id, profile.nameID, sessionIndex)
      const by = as(ctx, { kind: 'system', name: provider.name, permissions: [] })
      for (const row of rows) await record(by, 'session.ended', row.id, { provider: provider.name, user: row.user_id })
      return rows.length
    })
    ctx.log.info({ provider: provider.name, ended }, 'single logout')
    const relayState = parameters.get('RelayState') ?? ''
    const configuration = samlOf(provider)
    if (configuration.logoutUrl === null) return signInPage
    return await (await samlFor(ctx, configuration)).getLogoutResponseUrlAsync(profile, 'query' in message ? plain(relayState) : relayState, {}, true)
  } catch (cause) {
    if (cause instanceof ResponseRefused || cause instanceof XmlRefused)
      throw new Refused('sign_in_failed', `The sign-out was not accepted: ${cause.message}`, { cause })
    throw cause
  }
}

/** The parameters of a query by their exact names, still encoded: the signature covers these very characters, and of a name that is there twice it is not known which. */
function onceEach(query: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const token of query.split('&')) {
    const [name = '', value = ''] = token.split(/=(.*)/s, 2)
    if (found.has(name)) throw new Refused('sign_in_failed', 'The sign-out names something twice.')
    found.set(name, value)
  }
  return found
}

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8')

function plain(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch (cause) {
    throw new XmlRefused('The message is not encoded as an address has to be.', { cause })
  }
}

function inflated(base64: string): string {
  try {
    return inflateRawSync(Buffer.from(base64, 'base64'), { maxOutputLength: 500_000 }).toString('utf8')
  } catch (cause) {
    throw new XmlRefused('The message cannot be unpacked.', { cause })
  }
}

async function verifyLogout(
  ctx: Context,
  message: LogoutMessage,
  parameters: ReadonlyMap<string, string>,
  xml: string,
): Promise<{ provider: ProviderRow; profile: Profile; sessionIndex: string | null }> {
  const document = parseXml(xml)
  const provider = await namedIn(ctx, document)
  const root = document.documentElement ?? undefined
  const { profile, loggedOut } = await verified(ctx, provider, message, parameters, document)
  if (profile === null || !loggedOut || profile.ID === undefined) throw new ResponseRefused('It is no request to sign out.')
  const destination = attributeOf(root, 'Destination')
  if (destination !== null && destination !== logoutUrl(ctx)) throw new ResponseRefused(`It is meant for ${destination.slice(0, 200)}.`)
  const [now, issued, end] = [
    ctx.clock.now().getTime(),
    Date.parse(attributeOf(root, 'IssueInstant') ?? ''),
    Date.parse(attributeOf(root, 'NotOnOrAfter') ?? ''),
  ]
  if (!(Math.abs(now - issued) < freshMilliseconds) || end <= now) throw new ResponseRefused('It has expired. Check the clocks.')
  if (!(await useMessage(ctx.db, { provider_id: provider.id, id: profile.ID, expires_at: new Date(now + 2 * freshMilliseconds) })))
    throw new ResponseRefused('It was used already.')
  return { provider, profile, sessionIndex: textOf(elementsOf(document, namespaces.protocol, 'SessionIndex')[0]) }
}

async function namedIn(ctx: Context, document: Document): Promise<ProviderRow> {
  const issuer = textOf(elementsOf(document, namespaces.assertion, 'Issuer')[0])
  const provider = (await findProviders(ctx.db)).find(row => row.protocol === 'saml' && samlOf(row).entityId === issuer)
  if (provider === undefined) throw new ResponseRefused('It comes from an identity provider that is not known here.')
  return provider
}

/** What no known certificate signed is checked once more with those that the provider has taken on meanwhile, as a sign-in is. */
async function verified(ctx: Context, provider: ProviderRow, message: LogoutMessage, parameters: ReadonlyMap<string, string>, document: Document) {
  const validate = validator(message, parameters, document)
  const by = async (certificates: readonly string[]) => validate(await samlFor(ctx, samlOf(provider), { certificates }))
  try {
    return await by(samlOf(provider).certificates)
  } catch (cause) {
    const certificates = /signature/i.test(sentenceOf(cause)) ? await newCertificates(ctx, provider) : []
    if (certificates.length === 0) throw notSigned(cause)
    return by(certificates).catch((again: unknown) => {
      throw notSigned(again)
    })
  }
}

/** The library takes a request without a signature for a good one, and looks parameters up by a part of their names: it is given those of the binding, each once. */
function validator(
  message: LogoutMessage,
  parameters: ReadonlyMap<string, string>,
  document: Document,
): (saml: SAML) => ReturnType<SAML['validateRedirectAsync']> {
  const value = (name: string): string => plain(parameters.get(name) ?? '')
  if ('query' in message) {
    if (!parameters.has('Signature') || !signatures.has(value('SigAlg'))) throw new ResponseRefused('It is not signed with SHA-256 or stronger.')
    const names = ['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'].filter(name => parameters.has(name))
    const query = names.map(name => `${name}=${parameters.get(name) ?? ''}`).join('&')
    const container = Object.fromEntries(names.map(name => [name, value(name)]))
    return saml => saml.validateRedirectAsync(container, query)
  }
  refuseWeak(document)
  return saml => saml.validatePostRequestAsync({ SAMLRequest: message.fields.SAMLRequest ?? '' })
}

const notSigned = (cause: unknown) => new ResponseRefused(`No certificate of the provider signed it (${sentenceOf(cause)}).`, { cause })
