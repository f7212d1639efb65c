import { isDeepStrictEqual } from 'node:util'
import type { RuleSet } from '../../access/rule.ts'
import type { FindRole } from '../../find-role.ts'
import { sameJson } from '../json.ts'
import { accessOf, type Wanted } from './access-of.ts'
import { columnsOf, emailRows, type UserRecord } from './user-document.ts'
import type { Told, UserChange } from './user.queries.ts'

export interface Change {
  readonly write: UserChange
  readonly detail: Told['detail']
  readonly changes: NonNullable<Told['changes']>
  /** Names of attributes, as SCIM has them; of those that are gone, with that word. */
  readonly changed: readonly string[]
}

/** What a request comes to for a user; null when it changes nothing. */
export async function changeOf(findRole: FindRole, rules: RuleSet, row: UserRecord, wanted: Wanted): Promise<Change | null> {
  const { document } = wanted
  const grants = await accessOf(findRole, rules, row, wanted)
  const columns = { ...columnsOf(document), ...grants }
  const same =
    grants.manager_ref === null
      ? row.manager_ref === null
      : [row.manager_ref, row.manager_id, row.manager_email].some(each => each?.toLowerCase() === grants.manager_ref?.toLowerCase())
  const managerChanged = !same || grants.manager_source !== row.manager_source || grants.manager_rule !== row.manager_rule
  const names = comparedColumns.filter(name => columns[name] !== row[name])
  const attributes = [...new Set([...Object.keys(row.attributes), ...Object.keys(columns.attributes)])].filter(
    name => !sameJson(row.attributes[name], columns.attributes[name]),
  )
  const isWithheld = !isDeepStrictEqual(grants.withheld, row.withheld)
  const isClaimed = !isDeepStrictEqual(grants.claims, row.claims)
  if (names.length + attributes.length === 0 && !managerChanged && !isWithheld && !isClaimed) return null
  const detail = {
    userName: columns.user_name,
    changed: [...names, ...attributes, ...(managerChanged ? ['manager'] : []), ...(isWithheld ? ['withheld'] : []), ...(isClaimed ? ['claims'] : [])],
    ...(columns.role === row.role ? {} : { role: { from: row.role, to: columns.role, source: columns.role_source, rule: columns.role_rule } }),
    ...(columns.licence === row.licence
      ? {}
      : { licence: { from: row.licence, to: columns.licence, source: columns.licence_source, rule: columns.licence_rule } }),
    ...(columns.user_name === row.user_name ? {} : { formerUserName: row.user_name }),
  }
  const changes = {
    ...Object.fromEntries(attributes.map(name => [name, { from: row.attributes[name] ?? null, to: columns.attributes[name] ?? null }])),
    ...Object.fromEntries(names.flatMap(name => (changedNames[name] === null ? [] : [[changedNames[name], { from: row[name], to: columns[name] }]]))),
    ...(managerChanged ? { manager: { from: row.manager_email ?? row.manager_ref, to: columns.manager_ref } } : {}),
  }
  return {
    write: { columns, emails: attributes.includes('emails') ? emailRows(document.emails) : null, managerChanged },
    detail,
    changes,
    changed: [
      ...names.flatMap(name => worded(attributeNames[name], columns[name])),
      ...attributes.flatMap(name => worded(name, columns.attributes[name])),
      ...(managerChanged ? worded('manager', columns.manager_ref) : []),
    ],
  }
}

const worded = (name: string | undefined, now: unknown): string[] =>
  name === undefined ? [] : [now === null || now === undefined ? `${name} (removed)` : name]

/** The columns that are compared, with the names that events give them; null for what is nobody else's business. */
const changedNames = {
  user_name: 'userName',
  external_id: 'externalId',
  active: 'active',
  email: 'email',
  name: 'name',
  role: 'role',
  role_source: 'roleSource',
  role_rule: null,
  licence: 'licence',
  licence_source: 'licenceSource',
  licence_rule: null,
  door: null,
} as const
const comparedColumns = Object.keys(changedNames) as (keyof typeof changedNames)[]

/** What the columns are called in the schemas; the others follow from these. */
const attributeNames: Readonly<Partial<Record<keyof typeof changedNames, string>>> = {
  user_name: 'userName',
  external_id: 'externalId',
  active: 'active',
  role: 'chorus_role',
  licence: 'chorus_license_type',
}
