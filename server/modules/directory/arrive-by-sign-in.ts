import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import type { Claims } from './access/claims.ts'
import { findUser, findUserByEmail, type UserRow } from './directory.queries.ts'
import type { Wish } from './grant.ts'
import type { ScimCall } from './scim/call.ts'
import type { JsonObject } from './scim/json.ts'
import { ScimError } from './scim/scim-error.ts'
import type { Wishes } from './scim/users/grants-of.ts'
import { changeUser, createUser, existing } from './scim/users/save-user.ts'
import { documentOf, roleNameOf, type UserRecord } from './scim/users/user-document.ts'

/** What an identity provider said of a person at a sign-in. */
export interface Arriving {
  readonly email: string
  readonly name: { readonly givenName?: string; readonly familyName?: string; readonly displayName?: string }
  /** What the claims grant, by the names of CG-292 to CG-303. */
  readonly grants: { readonly chorus_role?: string; readonly chorus_license_type?: string; readonly manager_email?: string }
  /** Everything that was claimed, for the mapping rules. */
  readonly claims: Claims
}

// The engine's door for a sign-in: its grants give way to those of SCIM and replace those made by hand.
const callOf = (ctx: Context, { claims }: Arriving): ScimCall => ({
  ctx,
  source: 'jit',
  claims,
  baseUrl: '',
  projection: { attributes: null, excluded: [] },
  ifMatch: null,
  ifNoneMatch: null,
  everywhere: false,
  ignored: [],
})

/** Makes a user of somebody who signs in for the first time (JIT); the user there is when another sign-in was quicker. Refuses `sign_in_failed`. */
export async function createByJit(ctx: Context, arriving: Arriving): Promise<UserRow> {
  const { email, name, grants } = arriving
  const { displayName, ...parts } = name
  const document: JsonObject = {
    userName: email,
    emails: [{ value: email, type: 'work', primary: true }],
    ...(displayName === undefined ? {} : { displayName }),
    ...(Object.keys(parts).length === 0 ? {} : { name: parts }),
    ...grants,
  }
  try {
    await createUser(callOf(ctx, arriving), document)
  } catch (thrown) {
    if (!(thrown instanceof ScimError)) throw thrown
    if (thrown.scimType !== 'uniqueness') throw new Refused('sign_in_failed', `${email} cannot be made a user: ${thrown.message}`)
  }
  const user = await findUserByEmail(ctx.db, email)
  if (user === undefined) throw new Refused('sign_in_failed', `${email} means more than one user here. Ask an admin to tell them apart.`)
  return user
}

/** What a sign-in changed of a user, in words. */
export interface ArrivalChange {
  readonly field: 'name' | 'role' | 'licence' | 'manager'
  readonly from: string | null
  readonly to: string | null
}

export interface Updated {
  readonly user: UserRow
  readonly changes: readonly ArrivalChange[]
  /** Why a role, a licence or a manager of the claims was not given. */
  readonly problem: string | null
}

/**
 * Brings a user up to date with the claims of this sign-in: gives what they grant, by themselves and through the mapping rules, takes back what
 * those of an earlier one granted and these do not, and takes over the name unless SCIM keeps the user. A grant that cannot be given keeps
 * nobody out; the reason is answered.
 */
export async function updateByJit(ctx: Context, id: string, arriving: Arriving): Promise<Updated> {
  const call = callOf(ctx, arriving)
  const before = await existing(call, id, false).catch(refuseRemoved)
  const documentFor = (row: UserRecord): JsonObject => ({ ...documentOf(row), ...(row.door === 'scim' ? {} : namesIn(arriving)) })
  let problem: string | null = null
  const { after } = await changeUser(call, id, false, row => ({
    document: documentFor(row),
    wishes: wishesIn(arriving),
    door: 'jit',
    claims: arriving.claims,
  })).catch((thrown: unknown) => {
    if (!(thrown instanceof ScimError)) throw thrown
    problem = thrown.message
    return changeUser(call, id, false, row => ({ document: documentFor(row), wishes: {}, door: 'jit' }))
  })
  const user = (await findUser(ctx.db, id)) ?? refuseRemoved()
  return { user, changes: changesBetween(before, after), problem }
}

function refuseRemoved(): never {
  throw new Refused('sign_in_failed', 'This account was just removed. Ask an admin.')
}

/** What the claims say of the name stands for all that was said of it before: half of it would not fit the other half. */
function namesIn({ name: { displayName, ...parts } }: Arriving): JsonObject {
  const hasParts = Object.keys(parts).length > 0
  return displayName === undefined && !hasParts ? {} : { displayName: displayName ?? null, name: hasParts ? parts : null }
}

/** Without a value a wish takes back what a sign-in gave before; a manager is kept, as hardly any provider sends one. */
function wishesIn({ grants: { chorus_role, chorus_license_type, manager_email } }: Arriving): Wishes {
  const wish = (value: string | undefined): Wish[] => [value === undefined ? { source: 'jit' } : { source: 'jit', value }]
  return { role: wish(chorus_role), licence: wish(chorus_license_type), ...(manager_email === undefined ? {} : { manager: wish(manager_email) }) }
}

const shown = {
  name: row => row.name,
  role: roleNameOf,
  licence: row => row.licence,
  manager: row => row.manager_email ?? row.manager_ref,
} as const satisfies Record<ArrivalChange['field'], (row: UserRecord) => string | null>

const changesBetween = (before: UserRecord, after: UserRecord): ArrivalChange[] =>
  (['name', 'role', 'licence', 'manager'] as const).flatMap(field => {
    const [from, to] = [shown[field](before), shown[field](after)]
    return from === to ? [] : [{ field, from, to }]
  })
