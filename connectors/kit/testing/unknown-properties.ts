import type { Schema } from './openapi.ts'

type Resolve = (schema: Schema) => Schema
type Properties = { known: Record<string, Schema>; open: boolean }

/** Paths of properties that a schema does not name. Vendors leave their schemas open, so that a misspelled field would pass a validator. */
export const unknownProperties = (resolve: Resolve, schema: Schema, value: unknown, at = '$'): string[] => {
  if (Array.isArray(value)) {
    const items = itemsOf(resolve, schema)
    return items === null ? [] : value.flatMap((item, index) => unknownProperties(resolve, items, item, `${at}.${index}`))
  }
  if (typeof value !== 'object' || value === null) return []
  const { known, open } = propertiesOf(resolve, discriminated(resolve, schema, value))
  return Object.entries(value).flatMap(([name, part]) => {
    const found = known[name]
    if (found !== undefined) return unknownProperties(resolve, found, part, `${at}.${name}`)
    return open ? [] : [`${at}.${name}`]
  })
}

type Discriminator = { propertyName: string; mapping: Record<string, string> }

/** The schema that the value itself names, where a schema stands for several. */
const discriminated = (resolve: Resolve, schema: Schema, value: object): Schema => {
  const whole = resolve(schema)
  const { propertyName, mapping } = (whole.discriminator ?? { propertyName: '', mapping: {} }) as Discriminator
  const $ref = mapping[String((value as Record<string, unknown>)[propertyName])]
  return $ref === undefined ? whole : { $ref }
}

const partsOf = (schema: Schema): Schema[] => ['allOf', 'anyOf', 'oneOf'].flatMap(key => (schema[key] ?? []) as Schema[])

const itemsOf = (resolve: Resolve, schema: Schema): Schema | null => {
  const whole = resolve(schema)
  if (whole.items !== undefined) return whole.items as Schema
  return (
    partsOf(whole)
      .map(part => itemsOf(resolve, part))
      .find(items => items !== null) ?? null
  )
}

/** All properties that a schema and its parts name. One that names none, or says so, is open. */
const propertiesOf = (resolve: Resolve, schema: Schema): Properties => {
  const whole = resolve(schema)
  const parts = partsOf(whole).map(part => propertiesOf(resolve, part))
  const own = (whole.properties ?? {}) as Record<string, Schema>
  const known = Object.assign({}, ...parts.map(part => part.known), own) as Record<string, Schema>
  const saidOpen = whole.additionalProperties === true || typeof whole.additionalProperties === 'object'
  return { known, open: saidOpen || Object.keys(known).length === 0 }
}
