import type { Context } from '../../../../context.ts'
import { type RulesInForce, rulesAnew, rulesInForce } from '../../access/rules-in-force.ts'
import { settleMembers } from '../../access/settle-users.ts'
import { type Asked, findMemberUsers, type GroupWritten, lockGroup } from './group.queries.ts'

/**
 * Writes a group, and in the same transaction gives its users what the rules give for it, where any rule looks at a group of its name. `renamed` is
 * the id of a group that may change its name: all of its members count then as having come or gone. What answers nothing is written again where
 * other rules have come into force, and else is undefined.
 */
export async function inStepWithRules<T extends GroupWritten>(
  ctx: Context,
  renamed: string | null,
  write: (asked: Asked) => Promise<T | undefined>,
): Promise<T | undefined> {
  for (let rules = await rulesInForce(ctx.db); ;) {
    const { revision, set } = rules
    const asked = rules
    const result = set.looksAtGroups ? await ctx.transaction(() => settling(ctx, asked, renamed, write)) : await write({ revision, members: false })
    if (result !== undefined) return result
    rules = await rulesAnew(ctx.db)
    if (rules.revision === revision) return undefined
  }
}

async function settling<T extends GroupWritten>(ctx: Context, rules: RulesInForce, renamed: string | null, write: (asked: Asked) => Promise<T | undefined>) {
  const { revision, set } = rules
  const before = renamed === null ? undefined : await lockGroup(ctx.db, renamed)
  const result = await write({ revision, members: true })
  if (result === undefined) return undefined
  const { displayName, members } = result
  const isRenamed = before !== undefined && before !== displayName
  const looked = set.looksAtGroup(displayName) || (isRenamed && set.looksAtGroup(before))
  if (looked) await settleMembers(ctx, rules, isRenamed && renamed !== null ? [...members, ...(await findMemberUsers(ctx.db, renamed))] : members)
  return result
}
