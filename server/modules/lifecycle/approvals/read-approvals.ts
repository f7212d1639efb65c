import type { Plan, Requirement } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { listRoles } from '../../directory/index.ts'
import { requirementsOf } from '../plan.ts'
import { findApprovals, type PlanRow } from '../plan.queries.ts'
import { findNames } from './requirement.queries.ts'
import { givenTo } from './requirements.ts'
import { standingApprovers } from './standing-approvers.ts'

/** Who approved a plan, and who still may, by name. */
export async function readApprovals(ctx: Context, plan: PlanRow): Promise<Pick<Plan, 'approvals' | 'requirements'>> {
  const rows = await findApprovals(ctx.db, plan.id)
  const requirements = requirementsOf(plan)
  const standing = await standingApprovers(ctx, plan.id)
  const nameOf = await namesFor(ctx, requirements, rows)
  return {
    approvals: rows.map(row => ({
      userId: row.user_id,
      userName: row.user_name,
      at: row.at.toISOString(),
      hash: row.hash,
      policy: row.policy,
      inPlaceOf: row.in_place_of === null ? null : nameOf(row.in_place_of),
    })),
    requirements: requirements.map(requirement => ({ ...requirement, given: givenTo(requirement, standing), who: whoIn(requirement, nameOf) })),
  }
}

/** `Whoever may approve plans`, `Grace or the role Security`. */
export const whoIn = ({ userIds, roleIds }: Requirement, nameOf: (id: string) => string): string => {
  const all = [...userIds.map(nameOf), ...roleIds.map(id => `the role ${nameOf(id)}`)]
  return all.length === 0 ? 'Whoever may approve plans' : all.join(' or ')
}

/** Names of users and roles; roles have no ids that users have. */
export async function namesFor(
  ctx: Context,
  requirements: readonly Requirement[],
  approvals: readonly { readonly in_place_of: string | null }[] = [],
): Promise<(id: string) => string> {
  const roles = requirements.some(({ roleIds }) => roleIds.length > 0) ? await listRoles(ctx) : []
  const users = await findNames(ctx.db, [...requirements.flatMap(({ userIds }) => userIds), ...approvals.flatMap(({ in_place_of }) => in_place_of ?? [])])
  const names = new Map([...users, ...roles.map(({ id, name }) => [id, name] as const)])
  return id => names.get(id) ?? 'somebody who is gone'
}
