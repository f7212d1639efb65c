import { isObject, type Json, type JsonObject } from './json.ts'
import type { ResourceType } from './schema/attribute.ts'
import { resolveAttribute, schemaOf } from './schema/resolve-attribute.ts'

/** Which attributes a client wants back (RFC 7644, section 3.9). */
export interface Projection {
  readonly attributes: readonly string[] | null
  readonly excluded: readonly string[]
}

const split = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map(path => path.trim())
    .filter(path => path !== '')

export function readProjection(query: { attributes?: string | undefined; excludedAttributes?: string | undefined }): Projection {
  const attributes = split(query.attributes)
  return { attributes: attributes.length === 0 ? null : attributes, excluded: attributes.length === 0 ? split(query.excludedAttributes) : [] }
}

interface Place {
  readonly extension: string | null
  readonly name: string | null
  readonly sub: string | null
}

const placesOf = (type: ResourceType, paths: readonly string[]): Place[] =>
  paths.flatMap((path): Place[] => {
    const schema = schemaOf(type, path)
    if (schema !== null && schema !== type.schema) return [{ extension: schema.id, name: null, sub: null }]
    // A filter in brackets chooses elements; the list as a whole is given.
    const bare = path.replace(/\[.*$/s, '')
    const resolved = resolveAttribute(type, bare)
    if (resolved === null) return []
    const inAlias = type.extensions.find(extension => bare.toLowerCase().startsWith(`${extension.id.toLowerCase()}:`))?.id ?? null
    return [{ extension: inAlias, name: resolved.attribute.name, sub: resolved.sub?.name ?? null }]
  })

/** Whether a list needs this attribute at all: members of groups are not even read when nobody wants them. */
export function wants(type: ResourceType, projection: Projection, name: string): boolean {
  const named = (paths: readonly string[]) => placesOf(type, paths).some(place => place.extension === null && place.name === name)
  return projection.attributes === null
    ? !placesOf(type, projection.excluded).some(place => place.extension === null && place.name === name && place.sub === null)
    : named(projection.attributes)
}

const always = new Set(['schemas', 'id'])

/** Of resources of a type, what was asked for; `schemas` and `id` are always there. Unknown names are passed over. */
export function projector(type: ResourceType, { attributes, excluded }: Projection): (resource: JsonObject) => JsonObject {
  if (attributes === null && excluded.length === 0) return resource => resource
  const places = placesOf(type, attributes ?? excluded)
  const shape = attributes === null ? without : only
  // By name, as a page has a thousand resources with the same names.
  const shapes = new Map<string, (value: Json) => Json | undefined>()
  const shapeOf = (name: string) => {
    const known = shapes.get(name)
    if (known !== undefined) return known
    const named = namedIn(places, null, name)
    const isExtension = type.extensions.some(extension => extension.id === name)
    const made = (value: Json) => (isExtension && isObject(value) ? shapeExtension(name, value, places, shape) : shape(value, named))
    shapes.set(name, made)
    return made
  }
  return resource => {
    const shaped: JsonObject = {}
    for (const [name, value] of Object.entries(resource)) {
      const kept = always.has(name) ? value : shapeOf(name)(value)
      if (kept !== undefined) shaped[name] = kept
    }
    return shaped
  }
}

const namedIn = (places: readonly Place[], extension: string | null, name: string) =>
  places.filter(place => place.extension === extension && place.name === name)

type Shape = (value: Json, places: readonly Place[]) => Json | undefined

function shapeExtension(urn: string, value: JsonObject, places: readonly Place[], shape: Shape): JsonObject | undefined {
  if (shape === without && !places.some(place => place.extension === urn)) return value
  const whole = places.filter(place => place.extension === urn && place.name === null)
  const entries = Object.entries(value).flatMap(([name, each]) => {
    const kept = shape(each, [...whole, ...namedIn(places, urn, name)])
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

const only: Shape = (value, places) => {
  if (places.length === 0) return undefined
  const subs = places.map(place => place.sub)
  return subs.includes(null) ? value : eachObject(value, object => Object.fromEntries(Object.entries(object).filter(([name]) => subs.includes(name))))
}

const without: Shape = (value, places) => {
  const subs = places.map(place => place.sub)
  if (subs.includes(null)) return undefined
  return subs.length === 0 ? value : eachObject(value, object => Object.fromEntries(Object.entries(object).filter(([name]) => !subs.includes(name))))
}

const eachObject = (value: Json, change: (object: JsonObject) => JsonObject): Json =>
  Array.isArray(value) ? value.map(each => (isObject(each) ? change(each) : each)) : isObject(value) ? change(value) : value
