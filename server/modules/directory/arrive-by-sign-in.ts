import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import type { Claims } from './access/claims.ts'
import { findUser, findUserByEmail, type UserRow } from './directory.queries.ts'
import type { ScimCall } from './scim/call.ts'
import type { JsonObject } from './scim/json.ts'
import { ScimError } from './scim/scim-error.ts'
import { createUser, patchUser } from './scim/users/save-user.ts'

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

/**
 * Gives a user what the claims of this sign-in grant, by themselves and through the mapping rules, and takes back what those of an earlier one granted and these do not. A grant that
 * cannot be given keeps nobody out; the reason is answered.
 */
export async function grantByJit(ctx: Context, id: string, arriving: Arriving): Promise<{ user: UserRow; problem: string | null }> {
  const { grants } = arriving
  const operations = [
    ...(['chorus_role', 'chorus_license_type'] as const).map(path =>
      grants[path] === undefined ? { op: 'remove', path } : { op: 'replace', path, value: grants[path] },
    ),
    ...(grants.manager_email === undefined ? [] : [{ op: 'replace', path: 'manager_email', value: grants.manager_email }]),
  ]
  let problem: string | null = null
  try {
    await patchUser(callOf(ctx, arriving), id, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations })
  } catch (thrown) {
    if (!(thrown instanceof ScimError)) throw thrown
    problem = thrown.message
  }
  const user = await findUser(ctx.db, id)
  if (user === undefined) throw new Refused('sign_in_failed', 'This account was just removed. Ask an admin.')
  return { user, problem }
}
