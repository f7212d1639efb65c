import type { Document, Element } from '@xmldom/xmldom'
import type { Assertion } from '../providers/arrive-from-provider.ts'
import { emailClaim, isEmail } from '../providers/claims.ts'
import { attributeOf, childrenOf, elementsOf, namespaces, textOf } from './parse-xml.ts'
import { ResponseRefused } from './verify-response.ts'

/** What an assertion has to say to be meant for this sign-in here and now. */
export interface Expected {
  readonly issuer: string
  /** Any of them. */
  readonly audiences: readonly string[]
  readonly recipient: string
  /** The request it answers; null when none was sent. */
  readonly inResponseTo: string | null
  readonly now: Date
}

export interface Judged {
  readonly id: string
  /** Until when it could be sent again. */
  readonly expiresAt: Date
  readonly assertion: Assertion
}

/** How far the clocks of the provider and of this machine may be apart. */
const skewMilliseconds = 120_000

const refuse = (sentence: string) => new ResponseRefused(sentence)

/**
 * What saml-core-2.0 and saml-profiles-2.0, section 4.1.4.3, ask of an assertion whose signature is checked already. The library looks at
 * neither Issuer nor Recipient, and knows one audience only.
 */
export function judgeAssertion(document: Document, expected: Expected): Judged {
  const root = document.documentElement
  if (root === null || root.localName !== 'Assertion' || root.namespaceURI !== namespaces.assertion) throw refuse('The response holds no assertion.')
  const id = attributeOf(root, 'ID')
  if (id === null || id === '') throw refuse('The assertion has no ID.')
  const issuer = textOf(only(root, 'Issuer'))
  if (issuer !== expected.issuer) throw refuse(`The assertion comes from ${issuer ?? 'nobody'}, and not from ${expected.issuer}.`)
  const subject = only(root, 'Subject')
  const confirmed = judgeConfirmation(subject, expected)
  judgeConditions(only(root, 'Conditions'), expected)
  const [statement] = childrenOf(root, namespaces.assertion, 'AuthnStatement')
  if (statement === undefined) throw refuse('The assertion does not say that somebody signed in (AuthnStatement).')
  if (isOver(attributeOf(statement, 'SessionNotOnOrAfter'), expected.now)) throw refuse('The session at the provider is over. Sign in again.')
  return { id, expiresAt: new Date(confirmed.getTime() + skewMilliseconds), assertion: readAssertion(root, subject, attributeOf(statement, 'SessionIndex')) }
}

/** What a verified assertion says, for an admin who looks for why it is not taken; null when that cannot be read. */
export function assertionIn({ documentElement: root }: Document): { issuer: string; assertion: Assertion } | null {
  if (root === null) return null
  try {
    return { issuer: textOf(only(root, 'Issuer')) ?? '', assertion: readAssertion(root, only(root, 'Subject'), null) }
  } catch (thrown) {
    if (thrown instanceof ResponseRefused) return null
    throw thrown
  }
}

function only(parent: Element, name: string): Element {
  const [element, other] = childrenOf(parent, namespaces.assertion, name)
  if (element === undefined) throw refuse(`The assertion has no ${name}.`)
  if (other !== undefined) throw refuse(`The assertion has more than one ${name}.`)
  return element
}

function timeOf(text: string): number {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw refuse(`The assertion holds a time that is none: ${text.slice(0, 40)}.`)
  return time
}

const isOver = (notOnOrAfter: string | null, now: Date): boolean => notOnOrAfter !== null && now.getTime() - skewMilliseconds >= timeOf(notOnOrAfter)
const isEarly = (notBefore: string | null, now: Date): boolean => notBefore !== null && now.getTime() + skewMilliseconds < timeOf(notBefore)

/** One bearer confirmation has to hold in everything; answers when it ends. */
function judgeConfirmation(subject: Element, { recipient, inResponseTo, now }: Expected): Date {
  const bearers = childrenOf(subject, namespaces.assertion, 'SubjectConfirmation').filter(
    element => attributeOf(element, 'Method') === 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  )
  let reason = 'The assertion has no bearer confirmation.'
  for (const bearer of bearers) {
    const [data] = childrenOf(bearer, namespaces.assertion, 'SubjectConfirmationData')
    const end = attributeOf(data, 'NotOnOrAfter')
    const [to, answers] = [attributeOf(data, 'Recipient'), attributeOf(data, 'InResponseTo')]
    if (to !== recipient) reason = `The assertion is meant for ${to ?? 'nobody'}, and not for ${recipient}.`
    else if (answers !== inResponseTo)
      reason = inResponseTo === null ? 'The assertion answers a request that was not sent from here.' : 'The assertion answers another request.'
    else if (end === null) reason = 'The assertion does not say how long it counts.'
    else if (isOver(end, now)) reason = 'The assertion has expired. If this happens again, check the clocks.'
    else if (isEarly(attributeOf(data, 'NotBefore'), now)) reason = 'The assertion is not valid yet. Check the clocks.'
    else return new Date(timeOf(end))
  }
  throw refuse(reason)
}

function judgeConditions(conditions: Element, { audiences, now }: Expected): void {
  if (isOver(attributeOf(conditions, 'NotOnOrAfter'), now)) throw refuse('The assertion has expired. If this happens again, check the clocks.')
  if (isEarly(attributeOf(conditions, 'NotBefore'), now)) throw refuse('The assertion is not valid yet. Check the clocks.')
  const restrictions = childrenOf(conditions, namespaces.assertion, 'AudienceRestriction')
  if (restrictions.length === 0) throw refuse('The assertion names no audience.')
  for (const restriction of restrictions) {
    const named = childrenOf(restriction, namespaces.assertion, 'Audience').map(element => textOf(element) ?? '')
    if (!named.some(name => audiences.includes(name)))
      throw refuse(
        `The assertion is meant for the audience ${named.join(', ').slice(0, 200)}, and not for ${audiences[0] ?? ''}, which the provider has to give as audience (entity ID).`,
      )
  }
}

const formats = {
  email: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
} as const

// What Entra knows a person by when everything else changes.
const objectId = 'http://schemas.microsoft.com/identity/claims/objectidentifier'

function readAssertion(root: Element, subject: Element, sessionIndex: string | null): Assertion {
  const nameId = only(subject, 'NameID')
  const name = textOf(nameId)
  if (name === null || name === '') throw refuse('The assertion names nobody (NameID).')
  const format = attributeOf(nameId, 'Format')
  const attributes = readAttributes(root)
  const email = emailClaim(attributes) ?? (isEmail(name) ? name : null)
  const lasting = attributes[objectId]?.[0] ?? (format === formats.transient ? email : name)
  if (lasting === null) throw refuse('The assertion names somebody by a name for one time only, and has no e-mail. Change the NameID format at the provider.')
  return {
    subject: lasting,
    userName: format === formats.transient || name === email ? null : name,
    email,
    attributes,
    session: {
      index: sessionIndex,
      detail: { nameId: name, format, nameQualifier: attributeOf(nameId, 'NameQualifier'), spNameQualifier: attributeOf(nameId, 'SPNameQualifier') },
    },
  }
}

function readAttributes(root: Element): Record<string, string[]> {
  const found = new Map<string, string[]>()
  for (const statement of childrenOf(root, namespaces.assertion, 'AttributeStatement'))
    for (const attribute of childrenOf(statement, namespaces.assertion, 'Attribute')) {
      const name = attributeOf(attribute, 'Name')
      const values = elementsOf(attribute, namespaces.assertion, 'AttributeValue').map(element => textOf(element) ?? '')
      if (name !== null) found.set(name, [...(found.get(name) ?? []), ...values])
    }
  return Object.fromEntries(found)
}
