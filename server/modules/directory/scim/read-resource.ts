import { isObject, type Json, type JsonObject, sameText } from './json.ts'
import { readValue } from './read-value.ts'
import type { ResourceType } from './schema/attribute.ts'
import { resolveAttribute, schemaOf } from './schema/resolve-attribute.ts'
import { rollcallSchema } from './schema/user-schema.ts'
import { ScimError } from './scim-error.ts'

/** A resource as a client sent it: known attributes by their schema's names, extensions below their URN; what is null was unassigned. */
export interface ReadResource {
  readonly document: JsonObject
  /** What our own extension says of attributes that stand at the top as well, where the two differ. */
  readonly aliases: JsonObject
  /** Names that no schema has: kept out, and told in the provisioning log. */
  readonly ignored: readonly string[]
}

/** Reads the body of a POST or PUT. What only we set (id, meta, groups) and passwords are passed over without a word. */
export function readResource(type: ResourceType, body: Json): ReadResource {
  if (!isObject(body)) throw new ScimError(400, 'invalidSyntax', 'The body is not a JSON object.')
  const [document, aliases]: [JsonObject, JsonObject] = [{}, {}]
  const ignored: string[] = []
  const assign = (path: string, value: Json, into: JsonObject = document): void => {
    const resolved = resolveAttribute(type, path)
    if (resolved === null || resolved.sub !== null) {
      ignored.push(path)
      return
    }
    const { attribute, extension } = resolved
    if (attribute.mutability === 'readOnly' || attribute.mutability === 'writeOnly') return
    setAttribute(into, extension, attribute.name, readValue(attribute, value))
  }
  for (const [name, value] of Object.entries(body)) {
    const schema = name.toLowerCase().startsWith('urn:') ? schemaOf(type, name) : null
    if (name.toLowerCase() === 'schemas') continue
    if (schema === null) assign(name, value)
    else if (isObject(value))
      for (const [inner, each] of Object.entries(value)) assign(`${schema.id}:${inner}`, each, schema === rollcallSchema ? aliases : document)
  }
  for (const [name, value] of Object.entries(aliases)) {
    if (!Object.hasOwn(document, name)) document[name] = value
    if (sameText(document[name], value)) delete aliases[name]
  }
  return { document, aliases, ignored }
}

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
