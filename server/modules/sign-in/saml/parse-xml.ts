import { type Document, DOMParser, type Element } from '@xmldom/xmldom'

/** A document that no honest provider sends, or that is not XML at all; the message is one sentence. */
export class XmlRefused extends Error {}

/** Much more than the largest real response: Entra with 150 groups is 30 kB. */
const mostCharacters = 500_000

/**
 * Parses XML that came from outside. A document type brings entities (XXE, "billion laughs"); a comment or a processing instruction splits a
 * text in two for some readers and not for others (CVE-2017-11427 and its kin). Neither is in any real message, so that both are refused
 * before anything is parsed.
 */
export function parseXml(text: string): Document {
  if (text.length > mostCharacters) throw new XmlRefused('The message is too large.')
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new XmlRefused('The message declares a document type, which SAML has none of.')
  if (/<!--|<\?(?!xml\s)/i.test(text)) throw new XmlRefused('The message holds a comment or a processing instruction.')
  try {
    return new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new XmlRefused(`The message is not XML: ${message.split('\n', 1)[0]}`)
      },
    }).parseFromString(text.trim(), 'text/xml')
  } catch (thrown) {
    if (thrown instanceof XmlRefused) throw thrown
    throw new XmlRefused('The message is not XML.', { cause: thrown })
  }
}

/** The elements of a name below a node, in document order. */
export const elementsOf = (node: Document | Element, namespace: string, name: string): Element[] => [...node.getElementsByTagNameNS(namespace, name)]

/** The elements directly below. */
export const childrenOf = (node: Element, namespace: string, name: string): Element[] =>
  elementsOf(node, namespace, name).filter(element => element.parentNode === node)

export const textOf = (element: Element | undefined): string | null => element?.textContent?.trim() ?? null

/** An attribute; null where there is none. */
export const attributeOf = (element: Element | undefined, name: string): string | null =>
  element?.hasAttribute(name) === true ? element.getAttribute(name) : null

export const namespaces = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
} as const
