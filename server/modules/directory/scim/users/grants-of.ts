import type { FindRole } from '../../find-role.ts'
import { licenceNamed } from '../../find-role.ts'
import { type GrantSource, type Sayings, settle, type Wish } from '../../grant.ts'
import { defaultLicence, defaultRole, type Licence } from '../../role.ts'
import { ScimError } from '../scim-error.ts'
import { isObject, type Json, type JsonObject, plainText, sameText } from '../json.ts'
import { getAttribute } from '../read-resource.ts'
import { enterpriseSchema } from '../schema/user-schema.ts'

import { managerEmailOf, roleNameOf, type UserRecord } from './user-document.ts'

export interface UserGrants {
  readonly role: string
  readonly role_source: GrantSource
  readonly licence: Licence
  readonly licence_source: GrantSource
  readonly manager_ref: string | null
  readonly manager_source: GrantSource
  readonly withheld: Readonly<Partial<Record<GrantName, Sayings>>>
}

export const grantNames = ['role', 'licence', 'manager'] as const
export type GrantName = (typeof grantNames)[number]

/** What a request says of the grants; what it leaves out it says nothing of. A role is meant by its name or its id, a manager by any name of theirs. */
export type Wishes = Readonly<Partial<Record<GrantName, readonly Wish[]>>>

const nothingYet: UserGrants = {
  role: defaultRole,
  role_source: 'default',
  licence: defaultLicence,
  licence_source: 'default',
  manager_ref: null,
  manager_source: 'default',
  withheld: {},
}

/** Role, licence and manager after a request. Where no door says anything any more, the default counts: nobody is left without a role. */
export async function grantsOf(findRole: FindRole, row: UserGrants | null, wishes: Wishes): Promise<UserGrants> {
  const present = row ?? nothingYet
  const roles = await Promise.all((wishes.role ?? []).map(wish => named(wish, name => roleId(findRole, name))))
  const licences = await Promise.all((wishes.licence ?? []).map(wish => named(wish, async name => licenceOf(name))))
  const managers = (wishes.manager ?? []).map(({ source, value }) => (value === undefined ? { source } : { source, value: value?.trim() || null }))
  const role = settle({ value: present.role, source: present.role_source }, present.withheld.role ?? {}, roles)
  const licence = settle({ value: present.licence, source: present.licence_source }, present.withheld.licence ?? {}, licences)
  const manager = settle({ value: present.manager_ref, source: present.manager_source }, present.withheld.manager ?? {}, managers)
  const withheld = Object.entries({ role, licence, manager }).flatMap(([name, each]) =>
    each === null || Object.keys(each.withheld).length === 0 ? [] : [[name, each.withheld] as const],
  )
  return {
    role: role?.value ?? defaultRole,
    role_source: role?.source ?? 'default',
    licence: licenceNamed(licence?.value ?? '') ?? defaultLicence,
    licence_source: licence?.source ?? 'default',
    manager_ref: manager?.value ?? null,
    manager_source: manager?.source ?? 'default',
    withheld: Object.fromEntries(withheld),
  }
}

const named = async ({ source, value }: Wish, read: (name: string) => Promise<string>): Promise<Wish> =>
  value === undefined || value === null ? { source } : { source, value: await read(value) }

async function roleId(findRole: FindRole, name: string): Promise<string> {
  const found = await findRole(name)
  if ('id' in found) return found.id
  throw new ScimError(
    400,
    'invalidValue',
    `There is no role "${name.slice(0, 100)}". There are ${found.known.join(', ')}; a custom role is made in Rollcall first.`,
  )
}

function licenceOf(name: string): Licence {
  const licence = licenceNamed(name)
  if (licence === null) throw new ScimError(400, 'invalidValue', `There is no licence "${name.slice(0, 100)}". There are recorder and listener.`)
  return licence
}

/** What a SCIM document says of the grants of a user: an attribute that it unassigns takes back what SCIM gave. */
export function wishesOf(source: GrantSource, row: UserRecord | null, document: JsonObject, given: ReadonlySet<string>): Wishes {
  const wish = (value: Json): Wish => (value === null ? { source } : { source, value: plainText(value) })
  return {
    ...(given.has('chorus_role') ? { role: [wish(document.chorus_role ?? null)] } : {}),
    ...(given.has('chorus_license_type') ? { licence: [wish(document.chorus_license_type ?? null)] } : {}),
    ...(given.has('manager') || given.has('manager_email') ? { manager: [{ source, value: managerIn(document, given, row) }] } : {}),
  }
}

/**
 * What a whole document repeats of grants that this door has not given itself: a rule, another door or the default has. A client that puts back
 * all that it read (Okta) says nothing by it, and must not keep a rule from giving something else later.
 */
export function echoesIn(source: GrantSource, row: UserRecord, document: JsonObject): ReadonlySet<string> {
  const isOwn = (from: GrantSource, rule: string | null) => from === source && rule === null
  const manager = managerIn(document, new Set(['manager', 'manager_email']), row)
  const echoes = [
    [!isOwn(row.role_source, row.role_rule) && sameText(document.chorus_role, roleNameOf(row)), ['chorus_role']],
    [!isOwn(row.licence_source, row.licence_rule) && sameText(document.chorus_license_type, row.licence), ['chorus_license_type']],
    [
      !isOwn(row.manager_source, row.manager_rule) &&
        [row.manager_id, row.manager_ref, managerEmailOf(row)].some(name => name !== null && sameText(manager, name)),
      ['manager', 'manager_email'],
    ],
  ] as const
  return new Set(echoes.flatMap(([isEcho, names]) => (isEcho ? names : [])))
}

/**
 * The id in the enterprise extension counts before the e-mail, as it says more; but a client that sends back what it read and has changed the
 * e-mail alone (Okta's PUT) means the e-mail.
 */
function managerIn(document: JsonObject, given: ReadonlySet<string>, row: UserRecord | null): string | null {
  const manager = given.has('manager') ? getAttribute(document, enterpriseSchema.id, 'manager') : null
  const id = isObject(manager) ? plainText(manager.value ?? lastPart(manager.$ref)).trim() : ''
  const email = given.has('manager_email') ? plainText(document.manager_email).trim() : ''
  const isEcho = given.has('manager_email') && row !== null && sameText(id, row.manager_id ?? row.manager_ref) && !sameText(email, managerEmailOf(row))
  const ref = isEcho ? email : id || email
  return ref === '' ? null : ref
}

const lastPart = (address: Json | undefined): string | null => (typeof address === 'string' ? (address.split('/').at(-1) ?? null) : null)
