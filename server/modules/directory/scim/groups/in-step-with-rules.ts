import type { Context } from '../../../../context.ts'
import { type RulesInForce, rulesAnew, rulesInForce } from '../../access/rules-in-force.ts'
import { settleMembers } from '../../access/settle-users.ts'
import { type Asked, findMemberUsers, type GroupWritten, lockGroup } from './group.queries.ts'

/**
 * Writes a group, and in the same transaction gives its users what the rules give for it, where any rule looks at a group of its name. `renamed` is
 * the id of a group that may change its name: all of its members count then as having come or gone.
 */
export async function inStepWithRules<T extends GroupWritten>(
  ctx: Context,
  renamed: string | null,
  write: (asked: Asked) => Promise<T | undefined>,
): Promise<T> {
  for (let rules = await rulesInForce(ctx.db); ; rules = await rulesAnew(ctx.db)) {
    const { revision, set } = rules
    const result = set.looksAtGroups ? await ctx.transaction(() => settling(ctx, rules, renamed, write)) : await write({ revision, members: false })
    if (result === undefined) throw new Error('a write of a group answers one row')
    if (result.written || result.revision === revision) return result
  }
}

async function settling<T extends GroupWritten>(ctx: Context, rules: RulesInForce, renamed: string | null, write: (asked: Asked) => Promise<T | undefined>) {
  const { revision, set } = rules
  const before = renamed === null ? undefined : await lockGroup(ctx.db, renamed)
  const result = await write({ revision, members: true })
  if (result?.written !== true) return result
  const { displayName, members } = result
  const isRenamed = before !== undefined && before !== displayName
  const looked = set.looksAtGroup(displayName) || (isRenamed && set.looksAtGroup(before))
  if (looked) await settleMembers(ctx, rules, isRenamed && renamed !== null ? [...members, ...(await findMemberUsers(ctx.db, renamed))] : members)
  return result
}
