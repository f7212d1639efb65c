import type { Role, Scope } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { errorCodeOf, Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { tell } from '../webhooks/index.ts'
import { findRoles, insertRole } from './directory.queries.ts'
import { builtInRoles } from './role.ts'

export async function listRoles(ctx: Context): Promise<Role[]> {
  const custom = await findRoles(ctx.db)
  return [
    ...builtInRoles.map(({ id, name, permissions }) => ({ id, name, permissions: [...permissions], builtIn: true })),
    ...custom.map(({ id, name, permissions }) => ({ id, name, permissions, builtIn: false })),
  ]
}

/** Refuses `conflict` for a name that a role has already, whatever its case. */
export async function createRole(ctx: Context, wanted: { name: string; permissions: Scope[] }): Promise<Role> {
  const taken = () => new Refused('conflict', `There is a role named ${wanted.name} already. Choose another name.`, { at: 'name' })
  if (builtInRoles.some(role => role.name.toLowerCase() === wanted.name.toLowerCase())) throw taken()
  return ctx.transaction(async () => {
    const row = await insertRole(ctx.db, { name: wanted.name, permissions: ['self', ...new Set(wanted.permissions)], created_at: ctx.clock.now() }).catch(
      (thrown: unknown) => {
        throw errorCodeOf(thrown) === '23505' ? taken() : thrown
      },
    )
    await tell(ctx, { type: 'role.created', subject: row.id, name: row.name })
    await record(ctx, 'role.created', row.id, { name: row.name, permissions: row.permissions })
    return { id: row.id, name: row.name, permissions: row.permissions, builtIn: false }
  })
}
