import { isObject, type Json, type JsonObject } from './json.ts'
import { readValue } from './read-value.ts'
import type { ResourceType } from './schema/attribute.ts'
import { resolveAttribute, schemaOf } from './schema/resolve-attribute.ts'
import { rollcallSchema } from './schema/user-schema.ts'
import { ScimError } from './scim-error.ts'

/** A resource as a client sent it: known attributes by their schema's names, extensions below their URN; what is null was unassigned. */
export interface ReadResource {
  readonly document: JsonObject
  /** Names that no schema has: kept out, and told in the provisioning log. */
  readonly ignored: readonly string[]
}

/** Reads the body of a POST or PUT. What only we set (id, meta, groups) and passwords are passed over without a word. */
export function readResource(type: ResourceType, body: Json): ReadResource {
  if (!isObject(body)) throw new ScimError(400, 'invalidSyntax', 'The body is not a JSON object.')
  const document: JsonObject = {}
  const ignored: string[] = []
  const assign = (path: string, value: Json): void => {
    const resolved = resolveAttribute(type, path)
    if (resolved === null || resolved.sub !== null) {
      ignored.push(path)
      return
    }
    const { attribute, extension } = resolved
    if (attribute.mutability === 'readOnly' || attribute.mutability === 'writeOnly') return
    setAttribute(document, extension, attribute.name, readValue(attribute, value))
  }
  for (const [name, value] of Object.entries(body)) {
    const schema = name.toLowerCase().startsWith('urn:') ? schemaOf(type, name) : null
    if (name.toLowerCase() === 'schemas') continue
    if (schema === null) assign(name, value)
    else if (isObject(value))
      for (const [inner, each] of Object.entries(value)) if (!isAliasOf(document, schema.id, inner)) assign(`${schema.id}:${inner}`, each)
  }
  return { document, ignored }
}

// Sent both at the top and in our extension, the top counts.
const isAliasOf = (document: JsonObject, urn: string, name: string): boolean => urn === rollcallSchema.id && Object.hasOwn(document, name)

/** Puts a value at the top of a document or into one of its extensions. */
export function setAttribute(document: JsonObject, extension: string | null, name: string, value: Json): void {
  if (extension === null) document[name] = value
  else {
    const inside = document[extension]
    document[extension] = { ...(isObject(inside) ? inside : {}), [name]: value }
  }
}

export function getAttribute(document: JsonObject, extension: string | null, name: string): Json | undefined {
  if (extension === null) return document[name]
  const inside = document[extension]
  return isObject(inside) ? inside[name] : undefined
}
