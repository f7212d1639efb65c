import type { ApprovalRules, ApprovalSettings } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { findConnections } from '../../connections/index.ts'
import { listRoles, refuseWhoLeft } from '../../directory/index.ts'
import { readSetting, writeSetting } from '../../settings/index.ts'
import { canonicalJson } from '../plan.ts'
import { approvalRules, loosenings } from './rules.ts'
import { deleteWaitingChange, findActiveUsers, findWaitingChange, insertWaitingChange, lockRules } from './rules.queries.ts'
import { signedIn } from './signed-in.ts'

export async function readRules(ctx: Context): Promise<ApprovalSettings> {
  const change = await findWaitingChange(ctx.db)
  return {
    rules: await readSetting(ctx, approvalRules),
    waiting:
      change === undefined
        ? null
        : {
            id: change.id,
            proposedBy: { id: change.proposed_by, name: change.proposer ?? 'Somebody who is gone' },
            proposedAt: change.proposed_at.toISOString(),
            loosens: change.loosens,
            rules: change.after,
          },
  }
}

/** What only tightens holds at once; what loosens anything waits, as a whole, for another admin. A newer change takes the place of one that waits. */
export async function saveRules(ctx: Context, after: ApprovalRules): Promise<ApprovalSettings> {
  const actor = signedIn(ctx, 'says who approves')
  await refuseUnknown(ctx, after)
  await ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    await lockRules(ctx.db)
    const before = await readSetting(ctx, approvalRules)
    const loosens = loosenings(before, after)
    await deleteWaitingChange(ctx.db)
    if (loosens.length > 0) await insertWaitingChange(ctx.db, { before, after, loosens, by: actor.id, at: ctx.clock.now() })
    else await writeSetting(ctx, approvalRules, after)
    await ctx.publish({ topic: 'plans', id: null })
    await record(ctx, 'approvals.rules_changed', null, { before: { ...before }, after: { ...after }, waits: loosens.length > 0, loosens })
  })
  return readRules(ctx)
}

/** By another admin than the one who asked for it, as long as what it was made of still holds. */
export async function confirmRules(ctx: Context, id: string): Promise<ApprovalSettings> {
  const actor = signedIn(ctx, 'confirms who approves')
  await ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    await lockRules(ctx.db)
    const change = await findWaitingChange(ctx.db)
    if (change?.id !== id) throw noChange()
    if (change.proposed_by === actor.id) throw new Refused('second_person_needed', 'You asked for this change yourself; another admin has to confirm it.')
    if (canonicalJson(await readSetting(ctx, approvalRules)) !== canonicalJson(change.before))
      throw new Refused('conflict', 'Who approves was changed since this was asked for. Refuse it, and make the change anew.')
    await writeSetting(ctx, approvalRules, change.after)
    await deleteWaitingChange(ctx.db)
    await ctx.publish({ topic: 'plans', id: null })
    await record(ctx, 'approvals.rules_confirmed', id, { proposedBy: change.proposed_by, loosens: change.loosens, after: { ...change.after } })
  })
  return readRules(ctx)
}

export async function refuseRules(ctx: Context, id: string): Promise<ApprovalSettings> {
  signedIn(ctx, 'refuses a change of who approves')
  await ctx.transaction(async () => {
    await lockRules(ctx.db)
    const change = await findWaitingChange(ctx.db)
    if (change?.id !== id) throw noChange()
    await deleteWaitingChange(ctx.db)
    await ctx.publish({ topic: 'plans', id: null })
    await record(ctx, 'approvals.rules_refused', id, { proposedBy: change.proposed_by, loosens: change.loosens })
  })
  return readRules(ctx)
}

const noChange = () => new Refused('not_found', 'No such change waits any more.')

/** A policy that names nobody who is here would never be met. */
async function refuseUnknown(ctx: Context, { policies }: ApprovalRules): Promise<void> {
  const roles = new Set((await listRoles(ctx)).map(({ id }) => id))
  const users = await findActiveUsers(
    ctx.db,
    policies.flatMap(({ approvers }) => approvers.userIds),
  )
  const apps = new Set((await findConnections(ctx.db)).map(({ id }) => id))
  for (const [place, { name, when, approvers, needed }] of policies.entries()) {
    const at = `policies.${place}`
    const { roleIds, userIds, manager, appOwner } = approvers
    if (roleIds.some(id => !roles.has(id))) throw new Refused('not_found', `The policy "${name}" names a role that is not there.`, { at })
    if (userIds.some(id => !users.has(id))) throw new Refused('not_found', `The policy "${name}" names somebody who is not active here.`, { at })
    if (when.connectionIds.some(id => !apps.has(id))) throw new Refused('not_found', `The policy "${name}" names an app that is not connected.`, { at })
    if (userIds.length > 0 && roleIds.length === 0 && !manager && !appOwner && new Set(userIds).size < needed)
      throw new Refused('bad_request', `The policy "${name}" needs ${needed} people and names fewer.`, { at })
  }
}
