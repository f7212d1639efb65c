import type { StepDefinition, StepState } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { keepAccount, keepAssignment, keepIdentity, keepMembership } from '../people/index.ts'
import type { Seen } from './means.ts'

/** Brings the roll up to date with what a look showed, so that the next question does not wait for the next read. */
export async function keepSeen(ctx: Context, step: StepDefinition, { login, facts }: Seen, state: StepState): Promise<void> {
  const { accountId, identityId, connectionId, app, group } = step
  if ((step.action === 'create_account' || step.action === 'hand_over') && state === 'verified') await ctx.enqueue('sync-connection', { connectionId })
  if (login !== undefined && accountId !== null && (login === null || 'role' in login)) await keepAccount(ctx, accountId, login)
  if (login !== undefined && accountId === null && identityId !== null && (login === null || 'startsOn' in login)) await keepIdentity(ctx, identityId, login)
  if (identityId !== null && app !== null && facts.assigned === false) await keepAssignment(ctx, identityId, app.externalId)
  if (identityId !== null && group !== null && facts.member !== undefined) await keepMembership(ctx, identityId, group, facts.member)
}
