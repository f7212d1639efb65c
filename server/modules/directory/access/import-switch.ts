import { randomUUID } from 'node:crypto'
import { Email, type GrantKind, type MappingRule } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { type FindRole, licenceNamed, openRoles } from '../find-role.ts'
import { type Expression, notUnderstood, parseExpressions } from './entra-expression.ts'
import { attributeAt, leafOf } from './looked-at.ts'

// What Entra ID calls an attribute, and where its default mapping sends it.
const arrivesAt: Readonly<Record<string, string>> = {
  userprincipalname: 'userName',
  mail: 'emails.value',
  jobtitle: 'title',
  givenname: 'name.givenName',
  surname: 'name.familyName',
  employeeid: 'employeeNumber',
  companyname: 'organization',
  city: 'addresses.locality',
  state: 'addresses.region',
  country: 'addresses.country',
  postalcode: 'addresses.postalCode',
  streetaddress: 'addresses.streetAddress',
  physicaldeliveryofficename: 'addresses.formatted',
  telephonenumber: 'phoneNumbers.value',
  mobile: 'phoneNumbers.value',
  facsimiletelephonenumber: 'phoneNumbers.value',
}

const targets: Readonly<Record<string, GrantKind>> = { chorus_role: 'role', chorus_license_type: 'licence', manager_email: 'manager' }

interface Asked {
  readonly expression: string
  readonly kind?: GrantKind | undefined
  readonly path?: string | undefined
}

interface Switch {
  readonly attribute: string
  readonly fallback: string
  /** The keys of each value, in the order of the expression. */
  readonly keys: ReadonlyMap<string, readonly string[]>
}

/** Turns Switch expressions of Entra ID (CG-327 to CG-332) into rules: one for each value, and one for everybody else where there is a default. */
export async function importSwitch(ctx: Context, { expression, kind, path }: Asked): Promise<{ rules: MappingRule[]; notes: string[] }> {
  const findRole = await openRoles(ctx.db)
  const notes: string[] = []
  const rules: MappingRule[] = []
  for (const { target, expression: parsed } of parseExpressions(expression)) {
    const read = readSwitch(parsed, notes)
    const given = kind ?? (target === null ? undefined : targets[target.split(':').at(-1)?.toLowerCase() ?? '']) ?? (await kindOf(read, findRole))
    rules.push(...(await rulesOf(read, pathFor(read.attribute, path), given, findRole)))
    if (read.fallback === '') notes.push(`The default of [${read.attribute}] is empty: whoever has none of its values gets nothing from these rules.`)
  }
  return { rules, notes }
}

function readSwitch(expression: Expression, notes: string[]): Switch {
  if (expression.kind !== 'call') throw notUnderstood('This is no Switch expression. It begins with Switch([attribute], …).')
  const name = expression.name.toLowerCase()
  const [first, fallback, ...rest] = expression.given
  // To flow nothing where nothing comes out is what rules do anyway.
  if (name === 'ignoreflowifnullorempty' && first !== undefined && fallback === undefined) return readSwitch(first, notes)
  if (name !== 'switch')
    throw notUnderstood(`"${expression.name}" is not understood: Rollcall reads Switch, alone or inside IgnoreFlowIfNullOrEmpty. Write this rule by hand.`)
  if (first === undefined || fallback === undefined) throw notUnderstood('Switch needs an attribute, a default, and pairs of a key and its value.')
  if (rest.length === 0) throw notUnderstood('This Switch has a default and no keys. Add a rule for everybody instead.')
  if (rest.length % 2 === 1) throw notUnderstood(`The last key of the Switch, ${said(rest.at(-1))}, has no value.`)
  const keys = new Map<string, string[]>()
  const seen = new Set<string>()
  for (let at = 0; at < rest.length; at += 2) {
    const [key, value] = [textOf(rest[at], 'A key'), textOf(rest[at + 1], 'A value')]
    if (seen.has(key.toLowerCase())) notes.push(`The key "${key}" comes twice; the first counts.`)
    else if (key === '') notes.push('A key is empty; a rule looks at what is there, so it was left out.')
    else keys.set(value, [...(keys.get(value) ?? []), key])
    seen.add(key.toLowerCase())
  }
  return { attribute: attributeOf(first, notes), fallback: textOf(fallback, 'The default'), keys }
}

const said = (expression: Expression | undefined): string =>
  expression === undefined
    ? ''
    : expression.kind === 'text'
      ? `"${expression.text}"`
      : expression.kind === 'attribute'
        ? `[${expression.name}]`
        : `${expression.name}(…)`

function textOf(expression: Expression | undefined, what: string): string {
  if (expression?.kind === 'text') return expression.text.trim()
  throw notUnderstood(`${what} of the Switch is ${said(expression)}; only a text in quotes can become a rule.`)
}

function attributeOf(expression: Expression, notes: string[]): string {
  if (expression.kind === 'attribute') return expression.name
  if (expression.kind === 'call' && /^(trim|tolower|toupper)$/i.test(expression.name) && expression.given[0] !== undefined) {
    notes.push(`${expression.name} was left out: rules compare without the spaces around a value, and whatever its case.`)
    return attributeOf(expression.given[0], notes)
  }
  throw notUnderstood(`The Switch looks at ${said(expression)}; it can look at an attribute in square brackets, such as [department].`)
}

function pathFor(attribute: string, chosen: string | undefined): string {
  const path = chosen ?? arrivesAt[attribute.toLowerCase()] ?? attribute
  const at = attributeAt(path)
  if (at === null || leafOf(at).type === 'complex')
    throw notUnderstood(`Rollcall does not know where [${attribute}] arrives. Say which attribute your identity provider sends it as.`)
  return path
}

async function kindOf({ fallback, keys }: Switch, findRole: FindRole): Promise<GrantKind> {
  const values = [...keys.keys(), fallback].filter(value => value !== '')
  const found = await Promise.all(values.map(findRole))
  if (found.some(each => 'id' in each)) return 'role'
  if (values.some(value => licenceNamed(value) !== null)) return 'licence'
  if (values.length > 0 && values.every(value => Email.safeParse(value).success)) return 'manager'
  throw notUnderstood(
    `It cannot be told what this gives: ${values.map(value => `"${value}"`).join(', ')} are neither roles nor licences nor e-mail addresses. Choose what it gives.`,
  )
}

async function rulesOf({ fallback, keys }: Switch, path: string, kind: GrantKind, findRole: FindRole): Promise<MappingRule[]> {
  const rules: MappingRule[] = []
  for (const [value, values] of keys)
    if (value !== '')
      rules.push({
        id: randomUUID(),
        match: 'all',
        conditions: [{ kind: 'attribute', path, operator: values.length === 1 ? 'is' : 'one_of', values: [...values] }],
        gives: await givenBy(kind, value, findRole),
      })
  if (fallback !== '') rules.push({ id: randomUUID(), match: 'all', conditions: [], gives: await givenBy(kind, fallback, findRole) })
  return rules
}

async function givenBy(kind: GrantKind, value: string, findRole: FindRole): Promise<MappingRule['gives']> {
  if (kind === 'manager') return { manager: { kind: 'named', value } }
  if (kind === 'licence') {
    const licence = licenceNamed(value)
    if (licence === null) throw notUnderstood(`There is no licence "${value}". There are recorder and listener.`)
    return { licence }
  }
  const found = await findRole(value)
  if ('known' in found) throw notUnderstood(`There is no role "${value}". There are ${found.known.join(', ')}; make it first, then import again.`)
  return { role: found.id }
}
