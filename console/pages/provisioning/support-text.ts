import type { ProvisioningEntry } from '@rollcall/contract'
import { clientWords } from './request-words.ts'

/** Words of the protocol and of the set-up: they say nothing about a person. */
const plain =
  /^(?:urn:[\w:.-]+|https?:\/\/schemas\.microsoft\.com\/[\w./-]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{3}|W\/"\d+"|\(removed\)|and \d+ more|)$/i
const plainNames = new Set([
  'op',
  'schemas',
  'type',
  'resourceType',
  'scimType',
  'method',
  'bulkId',
  'chorus_role',
  'chorus_license_type',
  'version',
  'created',
  'lastModified',
  'status',
])
const email = /[^\s"'<>,;:(){}[\]=&]+@[^\s"'<>,;:(){}[\]=&]+/g
const quoted = /"((?:[^"\\]|\\.)*)"/g

/**
 * A request for whoever helps: its shape and what came of it, with each text of a person replaced by what kind of text it is. Equal texts get
 * the same number, so that a conflict can still be seen.
 */
export function supportText(entry: ProvisioningEntry): string {
  const veil = openVeil()
  const shape = (text: string | null): string | null => (text === null ? null : veil.json(text))
  // The bodies first: what stands in them is then known in the sentence as well.
  const [body, answer] = [shape(entry.body), shape(entry.answer)]
  const lines = [
    ['When', entry.at],
    ['Client', clientWords[entry.client]],
    ['Request', `${entry.method} ${veil.sentence(entry.path)}`],
    ['Query', veil.filter(entry.query)],
    ['Body', body],
    ['Done', `${entry.outcome} (${entry.status}${entry.scimType === null ? '' : ` ${entry.scimType}`}) in ${Math.round(entry.milliseconds)} ms`],
    ['Why', entry.refusal === null ? null : veil.sentence(entry.refusal)],
    ['Changed', entry.changed.join(', ')],
    ['Kept out', entry.keptOut.join(', ')],
    ['Answer', answer],
    ['Reference', entry.id],
  ]
  return lines.flatMap(([term, value]) => (value ? [`${term}: ${value}`] : [])).join('\n')
}

function openVeil() {
  const known = new Map<string, string>()
  const hide = (text: string): string => {
    const key = text.toLowerCase()
    const shown = known.get(key) ?? `<${text.includes('@') ? 'e-mail' : 'text'} ${known.size + 1}>`
    known.set(key, shown)
    return shown
  }
  const filter = (text: string): string =>
    text
      .replace(quoted, (whole, inner: string) => (plain.test(inner) || /^(?:true|false|work|home|mobile)$/i.test(inner) ? whole : `"${hide(inner)}"`))
      .replace(email, hide)
  const value = (name: string, each: unknown): unknown => {
    if (typeof each !== 'string')
      return typeof each === 'number' && !plainNames.has(name) && name !== 'totalResults' && name !== 'itemsPerPage' ? '<number>' : each
    if (plainNames.has(name) || plain.test(each) || /^(?:true|false)$/i.test(each)) return each
    if (name === 'path' || name === 'filter') return filter(each)
    if (name === '$ref' || name === 'location' || name === 'detail') return sentence(each)
    return hide(each)
  }
  const walk = (name: string, each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(one => walk(name, one))
    if (typeof each !== 'object' || each === null) return value(name, each)
    return Object.fromEntries(Object.entries(each).map(([key, one]) => [key, walk(key, one)]))
  }
  const json = (text: string): string => {
    try {
      return JSON.stringify(walk('', JSON.parse(text)))
    } catch {
      return `<${text.length} characters that are no JSON>`
    }
  }
  /** A sentence or an address: what the bodies held is hidden in it, and every e-mail. */
  const sentence = (text: string): string =>
    [...known.keys()]
      .filter(each => each.length > 2)
      .toSorted((a, b) => b.length - a.length)
      .reduce((said, each) => said.replaceAll(new RegExp(literally(each), 'gi'), known.get(each) ?? ''), text)
      .replace(email, hide)
  return { json, filter, sentence }
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
