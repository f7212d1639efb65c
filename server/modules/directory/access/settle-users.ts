import { adminRole } from '../role.ts'
import { type Context, nameOf } from '../../../context.ts'
import { ScimError } from '../scim/scim-error.ts'
import { type CrowdChange, changesUnder } from './population.ts'
import { applyChanges, countAdmins, findChangedUsers, findCrowds, touchUsers, type Whose } from './population.queries.ts'
import type { RulesInForce } from './rules-in-force.ts'

export const losesAdmins = ({ before, after, crowd }: CrowdChange): boolean => before.role === adminRole && after.role !== adminRole && crowd.active > 0

/**
 * Holds the rules against users again whose groups changed, in the transaction of that change. Refuses (403) what would leave no admin.
 */
export async function settleUsers(ctx: Context, { set }: RulesInForce, whose: Whose): Promise<void> {
  const kinds = [...set.gives]
  const question = { set, kinds, whose }
  const changes = changesUnder(set, await findCrowds(ctx.db, question), kinds)
  if (changes.length === 0) return
  const demoting = changes.filter(losesAdmins)
  const demoted = demoting.length === 0 ? [] : await findChangedUsers(ctx.db, question, demoting, 0, 3)
  await applyChanges(ctx.db, question, changes, { at: ctx.clock.now(), actor: nameOf(ctx.actor) })
  if (demoting.length > 0 && (await countAdmins(ctx.db)) === 0)
    throw new ScimError(
      403,
      null,
      `By the mapping rules this would demote ${demoted.map(user => user.user_name).join(', ')}, and leave no active admin. Make somebody else an admin first.`,
    )
}

/** The same for members who came or went: whoever writes one of them at this moment begins anew. */
export async function settleMembers(ctx: Context, rules: RulesInForce, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await touchUsers(ctx.db, ids, ctx.clock.now())
  await settleUsers(ctx, rules, ids)
}
