import { mayReplace } from '../../grant.ts'
import { defaultLicence, defaultRole } from '../../role.ts'
import { licenceNamed, roleNamed } from '../../find-role.ts'
import { ScimError } from '../scim-error.ts'
import type { ScimCall } from '../call.ts'
import { isObject, type Json, type JsonObject, plainText, sameText } from '../json.ts'
import { getAttribute } from '../read-resource.ts'
import { enterpriseSchema } from '../schema/user-schema.ts'
import { managerEmailOf, type UserRecord } from './user-document.ts'
import type { UserGrants } from './user.queries.ts'

const nothingYet: UserGrants = {
  role: defaultRole,
  role_source: 'default',
  licence: defaultLicence,
  licence_source: 'default',
  manager_ref: null,
  manager_source: 'default',
}

/**
 * Role, licence and manager after a request. What the request does not name stays; what a stronger source gave stays too; what its
 * own source takes back falls to the default, so that nobody is left without a role.
 */
export async function grantsOf(call: ScimCall, row: UserRecord | null, document: JsonObject, given: ReadonlySet<string>): Promise<UserGrants> {
  const present: UserGrants = row ?? nothingYet
  const role = given.has('chorus_role') ? await roleOf(call, document.chorus_role ?? null, present) : {}
  const licence = given.has('chorus_license_type') ? licenceOf(call, document.chorus_license_type ?? null, present) : {}
  const manager = given.has('manager') || given.has('manager_email') ? managerOf(call, document, given, row) : {}
  const { role: roleId, role_source, licence: licenceName, licence_source, manager_ref, manager_source } = { ...present, ...role, ...licence, ...manager }
  return { role: roleId, role_source, licence: licenceName, licence_source, manager_ref, manager_source }
}

async function roleOf(call: ScimCall, name: Json, present: UserGrants): Promise<Partial<UserGrants>> {
  if (name === null) return present.role_source === call.source ? { role: defaultRole, role_source: 'default' } : {}
  const found = await roleNamed(call.ctx.db, plainText(name))
  if ('known' in found)
    throw new ScimError(
      400,
      'invalidValue',
      `chorus_role: there is no role "${plainText(name).slice(0, 100)}". There are ${found.known.join(', ')}; a custom role is made in Rollcall first.`,
    )
  return mayReplace(present.role_source, call.source) ? { role: found.id, role_source: call.source } : {}
}

function licenceOf({ source }: ScimCall, name: Json, present: UserGrants): Partial<UserGrants> {
  if (name === null) return present.licence_source === source ? { licence: defaultLicence, licence_source: 'default' } : {}
  const licence = licenceNamed(plainText(name))
  if (licence === null)
    throw new ScimError(400, 'invalidValue', `chorus_license_type: there is no licence "${plainText(name).slice(0, 100)}". There are recorder and listener.`)
  return mayReplace(present.licence_source, source) ? { licence, licence_source: source } : {}
}

/**
 * The id in the enterprise extension counts before the e-mail, as it says more; but a client that sends back what it read and has changed the
 * e-mail alone (Okta's PUT) means the e-mail.
 */
function managerOf({ source }: ScimCall, document: JsonObject, given: ReadonlySet<string>, row: UserRecord | null): Partial<UserGrants> {
  if (!mayReplace(row?.manager_source ?? 'default', source)) return {}
  const manager = given.has('manager') ? getAttribute(document, enterpriseSchema.id, 'manager') : null
  const id = isObject(manager) ? plainText(manager.value ?? lastPart(manager.$ref)).trim() : ''
  const email = given.has('manager_email') ? plainText(document.manager_email).trim() : ''
  const isEcho = given.has('manager_email') && row !== null && sameText(id, row.manager_id ?? row.manager_ref) && !sameText(email, managerEmailOf(row))
  const ref = isEcho ? email : id || email
  return { manager_ref: ref === '' ? null : ref, manager_source: source }
}

const lastPart = (address: Json | undefined): string | null => (typeof address === 'string' ? (address.split('/').at(-1) ?? null) : null)
