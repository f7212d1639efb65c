import type { z } from 'zod'
import type { Connector } from './connector.ts'
import type { Redactor } from './redact.ts'
import type { VendorRequest } from './vendor-api.ts'
import { VendorError } from './vendor-error.ts'
import type { VendorErrorKind } from './vendor-error.ts'
import type { WireReply } from './wire.ts'

/** The body as what was expected of it; what cannot be understood is one clear sentence. */
export const parseBody = <T>(connector: Connector, asked: VendorRequest<T>, reply: WireReply, redact: Redactor): T => {
  // A request that expects nothing is typed to answer null.
  if (asked.expect === undefined) return null as T
  const uncertain = (asked.method ?? 'GET') !== 'GET'
  const malformed = (what: string) =>
    new VendorError('malformed', redact(`${connector.name} answered ${asked.path.split('?')[0]} with ${what}.`), { status: reply.status, uncertain })
  const json = jsonOf(reply.text)
  if (json === undefined)
    throw malformed(
      isPage(reply) ? 'a web page instead of data; check the base URL, and whether a proxy stands in between' : 'data that breaks off or is no JSON',
    )
  const told = asked.expect.safeParse(json)
  if (!told.success) throw malformed(`something unexpected (${firstIssue(told.error)})`)
  return told.data
}

export const firstIssue = (error: z.ZodError): string => {
  const [issue] = error.issues
  return issue === undefined ? 'no reason given' : `${issue.path.join('.') || 'body'}: ${issue.message}`
}

const kindOf: Record<number, VendorErrorKind> = { 401: 'credentials', 403: 'permission', 404: 'not_found', 409: 'conflict', 412: 'conflict', 429: 'limited' }

/** What a reply of 300 and above means, with the vendor's own words where it has some. */
export const refusalOf = (connector: Connector, asked: VendorRequest<unknown>, reply: WireReply, redact: Redactor): VendorError => {
  const explained = connector.explain?.(reply.status, jsonOf(reply.text) ?? null)
  const kind = explained?.kind ?? (reply.status >= 500 ? 'unreachable' : (kindOf[reply.status] ?? 'refused'))
  const said = explained?.detail ?? (isPage(reply) ? 'it answered a web page; check the base URL' : null)
  const detail =
    said === null
      ? ''
      : `: ${redact(said)
          .replaceAll(/\s+/g, ' ')
          .replace(/[.\s]+$/, '')
          .slice(0, 200)}`
  const what = `${asked.method ?? 'GET'} ${asked.path.split('?')[0]}`
  const sentence = {
    credentials: `${connector.name} refused the credential${detail}. Give a new one.`,
    permission: `${connector.name} does not allow this credential ${what}${detail}. Give it the permission there.`,
    not_found: `${connector.name} has nothing at ${what}${detail}.`,
    conflict: `${connector.name} refused ${what} because the record has changed or exists already${detail}.`,
    limited: `${connector.name} takes no more requests for now${detail}.`,
    unreachable: `${connector.name} is out of order (HTTP ${reply.status})${detail}. Try again later.`,
    malformed: `${connector.name} could not be understood${detail}.`,
    refused: `${connector.name} refused ${what} (HTTP ${reply.status})${detail}.`,
    address: `${connector.name} is at an address that is not allowed${detail}.`,
  } satisfies Record<VendorErrorKind, string>
  return new VendorError(kind, redact(sentence[kind]), { status: reply.status })
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isPage = ({ headers, text }: WireReply) => (headers['content-type'] ?? '').includes('html') || text.trimStart().startsWith('<')
