import type { AccountMatch, Engagement, EngagementDetails, EngagementSummary } from '@rollcall/contract'
import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { refuseHeldCall } from '../holds/index.ts'
import { noEngagement, participantFrom } from './engagement.ts'
import { deleteEngagementRow, type EngagementRow, lockEngagement, replaceParticipants, updateEngagement } from './engagement.queries.ts'
import { readEngagement } from './read-engagement.ts'
import { indexForSearch } from './transcript.queries.ts'

/** Says who took part. Speakers, metrics and the moments' sides follow, and then the match, unless a person chose it. */
export async function updateParticipants(ctx: Context, id: string, given: z.output<typeof EngagementDetails>['participants']): Promise<Engagement> {
  await ctx.transaction(async () => {
    const row = await lockEngagement(ctx.db, id)
    if (row === undefined) throw noEngagement()
    await replaceParticipants(ctx.db, id, given.map(participantFrom))
    await updateEngagement(ctx.db, id, { participant_count: given.length, state: 'received', failure: null })
    await indexForSearch(ctx.db, id)
    await ctx.enqueue('analyse-engagement', { engagementId: id })
    await ctx.publish({ topic: 'engagements', id })
    await record(ctx, 'engagement.participants_changed', id, { title: row.title, participants: given.length })
  })
  return readEngagement(ctx, id)
}

/** Deletes the engagement with its transcript, moments and deliveries, unless it is on legal hold. What was delivered stays where it is. */
export const deleteEngagement = (ctx: Context, id: string): Promise<void> =>
  ctx.transaction(async () => {
    await refuseHeldCall(ctx, id)
    const row = await deleteEngagementRow(ctx.db, id)
    if (row === undefined) throw noEngagement()
    await ctx.publish({ topic: 'engagements', id })
    await record(ctx, 'engagement.deleted', id, { title: row.title, startedAt: row.started_at.toISOString() })
  })

/**
 * Keeps where an engagement belongs; null keeps what is there. The step of matching is then done, unless an earlier step is still to
 * be done.
 */
export async function keepMatch(ctx: Context, { id, state }: EngagementRow, match: AccountMatch | null): Promise<void> {
  const columns =
    match === null
      ? {}
      : {
          account_id: match.accountId,
          account_name: match.accountName,
          opportunity_id: match.opportunityId,
          opportunity_name: match.opportunityName,
          match_method: match.method,
          match_reason: match.reason,
        }
  await updateEngagement(ctx.db, id, { ...columns, state: state === 'analysed' ? 'matched' : state })
  await ctx.publish({ topic: 'engagements', id })
}

/** Keeps how far its deliveries are, for lists. */
export const keepDelivery = (ctx: Context, id: string, delivery: EngagementSummary['delivery']) => updateEngagement(ctx.db, id, { delivery })
