import type { Permission } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { findRoles, findUser } from './directory.queries.ts'
import { builtInRole, builtInRoles } from './role.ts'
import { permissionsOfUser } from './user.ts'

/** Refuses what would let somebody rise above themselves: nobody gives, takes or changes more than they have. */
export interface Power {
  refuseUser(user: { readonly user_name: string; readonly role: string }): void
  /** By id or name; a role that is not there is left to whoever looks it up. */
  refuseRole(role: string): void
  refusePermissions(permissions: readonly Permission[]): void
}

/** What the actor has. A token acts for its owner: its scopes say what it does, not whom it may do it to. */
async function heldBy({ db, actor }: Context): Promise<readonly Permission[] | 'everything'> {
  if (actor.kind === 'operator' || actor.kind === 'system') return 'everything'
  const owner = actor.kind === 'token' ? await findUser(db, actor.userId) : undefined
  return owner === undefined ? actor.permissions : permissionsOfUser(owner)
}

export async function openPower(ctx: Context): Promise<Power> {
  const held = await heldBy(ctx)
  const isAll = held === 'everything' || builtInRole('admin')?.permissions.every(each => held.includes(each)) === true
  const roles = isAll ? [] : [...builtInRoles, ...(await findRoles(ctx.db))]
  const beyond = (permissions: readonly Permission[]) => (isAll ? [] : permissions.filter(each => !held.includes(each)))
  const beyondOf = (name: string) => {
    const wanted = name.trim().toLowerCase()
    return beyond(roles.find(role => role.id === wanted || role.name.toLowerCase() === wanted)?.permissions ?? [])
  }
  return {
    refuseUser(user) {
      const more = beyondOf(user.role)
      if (more.length > 0)
        throw new Refused('not_allowed', `${user.user_name} may do more than you (${more.join(', ')}), so you cannot change them. Ask an admin.`)
    },
    refuseRole(role) {
      const more = beyondOf(role)
      if (more.length > 0)
        throw new Refused('not_allowed', `The role ${role} may do what you may not (${more.join(', ')}), so you cannot give it.`, { at: 'role' })
    },
    refusePermissions(permissions) {
      const more = beyond(permissions)
      if (more.length > 0)
        throw new Refused('not_allowed', `You do not have ${more.join(', ')} yourself, so no role of yours can either.`, { at: 'permissions' })
    },
  }
}
