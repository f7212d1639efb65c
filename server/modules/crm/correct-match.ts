import type { Engagement } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { keepMatch, lockEngagement, noEngagement, readEngagement } from '../conversations/index.ts'
import { findAccount, findOpportunity } from './crm.queries.ts'
import { noAccount } from './match-engagement.ts'

/** A person says where an engagement belongs. That is final until a person says otherwise, and it is delivered anew. */
export async function correctMatch(ctx: Context, id: string, wanted: { accountId: string | null; opportunityId: string | null }): Promise<Engagement> {
  const chosen = await findChosen(ctx, wanted)
  await ctx.transaction(async () => {
    const row = await lockEngagement(ctx.db, id)
    if (row === undefined) throw noEngagement()
    const who = nameOf(ctx.actor)
    const reason = chosen.accountId === null ? `${who} said that it belongs to no account.` : `${who} chose this account.`
    await keepMatch(ctx, row, { ...chosen, method: 'manual', reason })
    await ctx.enqueue('deliver-engagement', { engagementId: id })
    await record(ctx, 'engagement.match_corrected', id, { title: row.title, account: chosen.accountName, opportunity: chosen.opportunityName })
  })
  return readEngagement(ctx, id)
}

async function findChosen(ctx: Context, { accountId, opportunityId }: { accountId: string | null; opportunityId: string | null }) {
  if (accountId === null && opportunityId === null) return noAccount
  const account = accountId === null ? undefined : await findAccount(ctx.db, accountId)
  if (account === undefined) throw new Refused('not_found', 'There is no account with this id in a connected CRM.', { at: 'accountId' })
  const opportunity = opportunityId === null ? undefined : await findOpportunity(ctx.db, opportunityId)
  const belongs = opportunity?.connection_id === account.connection_id && opportunity.account_external_id === account.external_id
  if (opportunityId !== null && !belongs) throw new Refused('not_found', `There is no opportunity with this id at ${account.name}.`, { at: 'opportunityId' })
  return { accountId: account.id, accountName: account.name, opportunityId: opportunity?.id ?? null, opportunityName: opportunity?.name ?? null }
}
