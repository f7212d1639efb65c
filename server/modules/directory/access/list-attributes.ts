import type { RuleAttribute } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import type { JsonObject } from '../scim/json.ts'
import { getAttribute } from '../scim/read-resource.ts'
import type { Attribute } from '../scim/schema/attribute.ts'
import { enterpriseSchema, userSchema } from '../scim/schema/user-schema.ts'
import { attributeAt, leafOf, valuesIn } from './looked-at.ts'
import { findAwaitedManagers, findGroupNames, findSampleUsers } from './population.queries.ts'

const sampled = 2000
const mostValues = 12

/** What rules can look at, with some values that arrived with the newest users, so that nobody types a department from memory. */
export async function listRuleAttributes(ctx: Context): Promise<RuleAttribute[]> {
  const users = await findSampleUsers(ctx.db, sampled)
  const documents = users.map(({ attributes, user_name }) => ({ ...attributes, userName: user_name }))
  const claims = new Set(users.flatMap(user => Object.keys(user.claims)))
  return [
    ...attributePaths.map(({ path, label, description }) => fromSchema(path, label, description, documents)),
    ...[...claims].toSorted().map(name => ({
      kind: 'claim' as const,
      path: name,
      label: name,
      caseExact: false,
      description: 'A claim of the sign-in.',
      values: frequent(users.flatMap(user => user.claims[name] ?? [])),
    })),
    {
      kind: 'group',
      path: '',
      label: 'group',
      description: 'The groups the person is a direct member of.',
      caseExact: false,
      values: await findGroupNames(ctx.db, 100),
    },
  ]
}

function fromSchema(path: string, label: string, description: string, documents: readonly JsonObject[]): RuleAttribute {
  const at = attributeAt(path)
  const values = at === null ? [] : documents.flatMap(document => valuesIn(getAttribute(document, at.extension, at.attribute.name), at))
  return { kind: 'attribute', path, label, description, caseExact: at !== null && leafOf(at).caseExact === true, values: frequent(values) }
}

function frequent(values: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostValues)
    .map(([value]) => value)
}

interface Named {
  readonly path: string
  readonly label: string
  readonly description: string
}

const pathsOf = (prefix: string, attribute: Attribute): Named[] => {
  const label = attribute.name
  if (attribute.type !== 'complex') return [{ path: `${prefix}${label}`, label, description: attribute.description }]
  const parts = (attribute.subAttributes ?? []).filter(({ name, type }) => type === 'string' && !['display', 'type', '$ref', 'displayName'].includes(name))
  return parts.map(part => ({
    path: `${prefix}${label}.${part.name}`,
    label: part.name === 'value' ? label : `${label}.${part.name}`,
    description: part.description,
  }))
}

const hasNoUse = new Set(['x509Certificates', 'photos', 'ims', 'profileUrl'])

/** The enterprise extension first: department is what nearly every rule looks at. */
const attributePaths: readonly Named[] = [
  ...enterpriseSchema.attributes.flatMap(attribute => pathsOf(`${enterpriseSchema.id}:`, attribute)),
  ...userSchema.attributes.filter(({ name }) => !hasNoUse.has(name)).flatMap(attribute => pathsOf('', attribute)),
].filter(({ path }) => attributeAt(path) !== null)

/** Managers that somebody names and who are not here yet (CG-309). */
export const listAwaitedManagers = (ctx: Context): Promise<{ name: string; users: number }[]> => findAwaitedManagers(ctx.db)
