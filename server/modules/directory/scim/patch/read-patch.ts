import type { Filter } from '../filter/filter.ts'
import { parsePatchPath } from '../filter/parse-filter.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Attribute, ResourceType } from '../schema/attribute.ts'
import { resolveAttribute, schemaOf, subAttributeOf } from '../schema/resolve-attribute.ts'
import { ScimError } from '../scim-error.ts'

/** One change of one attribute: what every dialect of PATCH comes down to. */
export interface PatchStep {
  readonly op: 'add' | 'replace' | 'remove'
  readonly extension: string | null
  readonly attribute: Attribute
  /** Which elements of a list. */
  readonly filter: Filter | null
  readonly sub: Attribute | null
  /** Undefined where the operation carried none. */
  readonly value: Json | undefined
}

export interface ReadPatch {
  readonly steps: readonly PatchStep[]
  /** Paths that no schema has: kept out, and told in the provisioning log. */
  readonly ignored: readonly string[]
}

const verbs: Readonly<Record<string, PatchStep['op']>> = { add: 'add', replace: 'replace', remove: 'remove', delete: 'remove' }
const mostOperations = 100_000

/** Reads the body of a PATCH in the dialects of RFC 7644, of Okta and of Entra ID, with and without its compatibility flag. */
export function readPatch(type: ResourceType, body: Json): ReadPatch {
  const operations = isObject(body) ? memberOf(body, 'operations') : undefined
  if (!Array.isArray(operations) || operations.length === 0)
    throw new ScimError(400, 'invalidSyntax', 'A PATCH carries "Operations", a list of at least one operation.')
  if (operations.length > mostOperations) throw new ScimError(413, null, `A PATCH carries at most ${mostOperations} operations.`)
  const steps: PatchStep[] = []
  const ignored: string[] = []
  for (const operation of operations) {
    if (!isObject(operation)) throw new ScimError(400, 'invalidSyntax', 'Each operation is an object with "op", and "path" or "value".')
    const [word, path, value] = [memberOf(operation, 'op'), memberOf(operation, 'path'), memberOf(operation, 'value')]
    const lower = typeof word === 'string' ? word.toLowerCase() : ''
    const op = Object.hasOwn(verbs, lower) ? verbs[lower] : undefined
    if (op === undefined) throw new ScimError(400, 'invalidSyntax', `An operation is add, replace or remove, not ${JSON.stringify(word ?? null).slice(0, 60)}.`)
    if (path !== undefined && path !== null && typeof path !== 'string') throw new ScimError(400, 'invalidPath', 'A path is a text.')
    if (typeof path === 'string' && path.trim() !== '') readPathStep(type, op, path, value, steps, ignored)
    else readWholeStep(type, op, value, steps, ignored)
  }
  return { steps, ignored }
}

/** Names of the envelope count whatever their case, as those of attributes do. */
const memberOf = (object: JsonObject, name: string): Json | undefined => Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1]

function readPathStep(type: ResourceType, op: PatchStep['op'], path: string, value: Json | undefined, steps: PatchStep[], ignored: string[]): void {
  const schema = schemaOf(type, path.trim())
  if (schema !== null && isObject(value)) return spread(type, op, value, `${schema.id}:`, steps, ignored)
  const parsed = parsePatchPath(path)
  const resolved = resolveAttribute(type, parsed.path)
  if (resolved === null) return void ignored.push(path)
  const { attribute, extension } = resolved
  const sub = parsed.sub === null ? resolved.sub : subAttributeOf(attribute, parsed.sub)
  if (parsed.sub !== null && sub === null) return void ignored.push(path)
  if (parsed.filter !== null && !attribute.multiValued)
    throw new ScimError(400, 'invalidPath', `${attribute.name} is not a list, so nothing of it can be selected.`)
  // The schemas of a resource follow from its attributes; clients add them all the same (RFC 7644, section 3.5.2).
  if (attribute.mutability === 'writeOnly' || attribute.name === 'schemas') return
  if (attribute.mutability === 'readOnly') throw new ScimError(400, 'mutability', `${attribute.name} is set by Rollcall and cannot be changed.`)
  if (sub?.mutability === 'readOnly') return void ignored.push(path)
  if (op !== 'remove' && value === undefined) throw new ScimError(400, 'invalidValue', `The operation on ${attribute.name} carries no value.`)
  steps.push({ op, extension, attribute, filter: parsed.filter, sub, value })
}

function readWholeStep(type: ResourceType, op: PatchStep['op'], value: Json | undefined, steps: PatchStep[], ignored: string[]): void {
  if (op === 'remove' && value === undefined) throw new ScimError(400, 'noTarget', 'A remove needs a path.')
  if (!isObject(value)) throw new ScimError(400, 'invalidValue', 'Without a path, the value is an object of attributes.')
  spread(type, op, value, '', steps, ignored)
}

/** Without a path, each name of the value is one: plain, dotted, or an extension (Entra sends all three). Echoed ids and passwords pass. */
function spread(type: ResourceType, op: PatchStep['op'], value: JsonObject, prefix: string, steps: PatchStep[], ignored: string[]): void {
  for (const [name, each] of Object.entries(value)) {
    const schema = prefix === '' && name.toLowerCase().startsWith('urn:') ? schemaOf(type, name) : null
    if (schema !== null) {
      if (isObject(each)) spread(type, op, each, `${schema.id}:`, steps, ignored)
      continue
    }
    if (name.toLowerCase() === 'schemas') continue
    const resolved = resolveNamed(type, `${prefix}${name}`)
    if (resolved === 'unknown') ignored.push(name)
    else if (resolved === 'ours') continue
    else readPathStep(type, op, `${prefix}${name}`, each, steps, ignored)
  }
}

function resolveNamed(type: ResourceType, path: string): 'unknown' | 'ours' | 'writable' {
  const bare = path.replace(/\[.*$/s, '')
  const resolved = resolveAttribute(type, bare)
  if (resolved === null) return 'unknown'
  return resolved.attribute.mutability === 'readOnly' || resolved.attribute.mutability === 'writeOnly' ? 'ours' : 'writable'
}
