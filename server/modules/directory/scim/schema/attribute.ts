/** One attribute of a schema, in the words of RFC 7643, section 7. What is left out has the default of section 2.2. */
export interface Attribute {
  readonly name: string
  readonly type: 'string' | 'boolean' | 'dateTime' | 'reference' | 'binary' | 'complex'
  readonly description: string
  readonly multiValued?: true
  readonly required?: true
  readonly caseExact?: true
  readonly mutability?: 'readOnly' | 'writeOnly' | 'immutable'
  readonly returned?: 'always' | 'never'
  readonly uniqueness?: 'server'
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly Attribute[]
}

export interface Schema {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly Attribute[]
}

export interface ResourceType {
  readonly name: 'User' | 'Group'
  readonly endpoint: '/Users' | '/Groups'
  readonly description: string
  readonly schema: Schema
  readonly extensions: readonly Schema[]
}

type Extra = Partial<Omit<Attribute, 'name' | 'type' | 'description'>>

export const text = (name: string, description: string, extra: Extra = {}): Attribute => ({ name, type: 'string', description, ...extra })
export const flag = (name: string, description: string): Attribute => ({ name, type: 'boolean', description })
export const complex = (name: string, description: string, subAttributes: readonly Attribute[], extra: Extra = {}): Attribute => ({
  name,
  type: 'complex',
  description,
  subAttributes,
  ...extra,
})

/** A list of values with the usual sub-attributes (RFC 7643, section 2.4). */
export const list = (name: string, description: string, types: readonly string[], value: Partial<Attribute> = {}): Attribute =>
  complex(
    name,
    description,
    [
      { ...text('value', 'The value itself.'), ...value },
      text('display', 'A name for people.'),
      text('type', 'What kind of value it is.', types.length === 0 ? {} : { canonicalValues: types }),
      flag('primary', 'Whether it is the preferred one; at most one is.'),
    ],
    { multiValued: true },
  )
