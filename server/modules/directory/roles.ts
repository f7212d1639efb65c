import type { Permission, Role, Scope } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { errorCodeOf, Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { lockRules } from './access/rule-sets.queries.ts'
import { readRules } from './access/rules-in-force.ts'
import { tell } from '../webhooks/index.ts'
import { findRoles, insertRole } from './directory.queries.ts'
import { etagFor, versionsIn } from './etag.ts'
import { roleNamed } from './find-role.ts'
import { openPower } from './power.ts'
import { refusingPlainly } from './refusal.ts'
import { builtInRole, builtInRoles, licences } from './role.ts'
import { countByLicence, countByRole, countHolders, deleteRoleRow, lockRole, replaceRole, type RoleRow, updateRoleRow } from './role.queries.ts'
import { refuseStale } from './scim/call.ts'
import { tellAudit } from './tell-audit.ts'

const toApi = (role: { id: string; name: string; permissions: readonly Permission[]; version: number }, builtIn: boolean, users: number): Role => {
  const shown = { id: role.id, name: role.name, permissions: [...role.permissions], builtIn, users }
  return { ...shown, etag: etagFor(role.version, shown) }
}

export async function listRoles(ctx: Context): Promise<Role[]> {
  const [custom, users] = [await findRoles(ctx.db), await countByRole(ctx.db)]
  const count = (id: string) => users.get(id) ?? 0
  return [...builtInRoles.map(role => toApi({ ...role, version: 1 }, true, count(role.id))), ...custom.map(role => toApi(role, false, count(role.id)))]
}

const notThere = () => new Refused('not_found', 'There is no role with this id.')

export async function readRole(ctx: Context, id: string): Promise<Role> {
  const role = (await listRoles(ctx)).find(each => each.id === id)
  if (role === undefined) throw notThere()
  return role
}

export async function listLicences(ctx: Context) {
  const counted = await countByLicence(ctx.db)
  return licences.map(id => ({ id, users: 0, active: 0, ...nameless(counted.find(each => each.licence === id)) }))
}

const nameless = (row: { users: number; active: number } | undefined) => (row === undefined ? {} : { users: row.users, active: row.active })

const taken = (name: string) => new Refused('conflict', `There is a role named ${name} already. Choose another name.`, { at: 'name' })

function refuseBuiltInName(name: string): void {
  if (builtInRoles.some(role => role.name.toLowerCase() === name.toLowerCase())) throw taken(name)
}

const refuseTaken =
  (name: string) =>
  (thrown: unknown): never => {
    throw errorCodeOf(thrown) === '23505' ? taken(name) : thrown
  }

const heldWith = (permissions: readonly Scope[]): Permission[] => ['self', ...new Set(permissions)]

/** Refuses `conflict` for a name that a role has already, whatever its case. */
export async function createRole(ctx: Context, wanted: { name: string; permissions: Scope[] }): Promise<Role> {
  refuseBuiltInName(wanted.name)
  const power = await openPower(ctx)
  power.refusePermissions(wanted.permissions)
  return ctx.transaction(async () => {
    const row = await insertRole(ctx.db, { name: wanted.name, permissions: heldWith(wanted.permissions), created_at: ctx.clock.now() }).catch(
      refuseTaken(wanted.name),
    )
    await tell(ctx, { type: 'role.created', subject: row.id, name: row.name })
    await record(ctx, 'role.created', row.id, { name: row.name, permissions: row.permissions })
    return toApi(row, false, 0)
  })
}

/** Takes effect at once: what a role may do is looked up with each request. */
export async function updateRole(
  ctx: Context,
  id: string,
  change: { name?: string | undefined; permissions?: Scope[] | undefined },
  ifMatch: string | null,
): Promise<Role> {
  const power = await openPower(ctx)
  await refusingPlainly(() =>
    ctx.transaction(async () => {
      const row = await lockCustom(ctx, id, ifMatch)
      const after = { name: change.name ?? row.name, permissions: change.permissions === undefined ? row.permissions : heldWith(change.permissions) }
      power.refusePermissions([...row.permissions, ...after.permissions])
      if (after.name.toLowerCase() !== row.name.toLowerCase()) refuseBuiltInName(after.name)
      if (after.name === row.name && String(after.permissions.toSorted()) === String(row.permissions.toSorted())) return
      await updateRoleRow(ctx.db, row.id, after).catch(refuseTaken(after.name))
      const changes = {
        ...(after.name === row.name ? {} : { name: { from: row.name, to: after.name } }),
        ...(after.permissions === row.permissions ? {} : { permissions: { from: row.permissions, to: after.permissions } }),
      }
      await tell(ctx, { type: 'role.updated', subject: row.id, name: after.name, changes })
      await record(ctx, 'role.changed', row.id, { name: after.name, from: row.permissions, to: after.permissions })
    }),
  )
  await ctx.publish({ topic: 'users', id: null })
  return readRole(ctx, id)
}

/** Refuses while somebody has the role, unless another is named that they get instead. */
export async function deleteRole(ctx: Context, id: string, replacement: string | null, ifMatch: string | null): Promise<void> {
  const power = await openPower(ctx)
  await refusingPlainly(() =>
    ctx.transaction(async () => {
      // Before the users, as everybody who writes one does.
      await lockRules(ctx.db)
      const row = await lockCustom(ctx, id, ifMatch)
      power.refusePermissions(row.permissions)
      await refuseGivenByRule(ctx, row)
      const holders = await countHolders(ctx.db, row.id)
      if (holders > 0) {
        if (replacement === null)
          throw new Refused('role_in_use', `${row.name} is the role of ${holders} ${holders === 1 ? 'user' : 'users'}. Name the role they get instead.`)
        power.refuseRole(replacement)
        await replaceRole(ctx.db, row.id, await otherRole(ctx, replacement, row), { at: ctx.clock.now(), actor: nameOf(ctx.actor) })
      }
      await deleteRoleRow(ctx.db, row.id)
      await tell(ctx, { type: 'role.deleted', subject: row.id, name: row.name })
      await record(ctx, 'role.deleted', row.id, { name: row.name, holders, ...(holders === 0 ? {} : { replacement }) })
    }),
  )
  await tellAudit(ctx)
}

async function refuseGivenByRule(ctx: Context, role: RoleRow): Promise<void> {
  const { documents } = await readRules(ctx.db)
  const index = documents.findIndex(rule => rule.gives.role === role.id)
  if (index !== -1) throw new Refused('role_in_use', `Mapping rule ${index + 1} gives ${role.name}. Let the rule give another role first.`)
}

async function lockCustom(ctx: Context, id: string, ifMatch: string | null): Promise<RoleRow> {
  const builtIn = builtInRole(id)
  if (builtIn !== undefined) throw new Refused('not_allowed', `${builtIn.name} is built in and stays as it is. Make a role of your own instead.`)
  const row = await lockRole(ctx.db, id)
  if (row === undefined) throw notThere()
  refuseStale({ ifMatch: versionsIn(ifMatch), ifNoneMatch: null }, row.version)
  return row
}

async function otherRole(ctx: Context, name: string, row: RoleRow): Promise<string> {
  const found = await roleNamed(ctx.db)(name)
  if ('id' in found && found.id !== row.id) return found.id
  const known = 'known' in found ? found.known.filter(each => each !== row.name) : builtInRoles.map(role => role.name)
  throw new Refused('bad_request', `The replacement is another role: ${known.join(', ')}.`, { at: 'replacement' })
}
