import type { Engagement } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findAccount, findContact, findOpportunity, findUserByEmail } from './crm.queries.ts'
import { customersAmong } from './match-engagement.ts'

/** What an engagement is called in one CRM, by that CRM's own ids. */
export interface CrmLinks {
  readonly accountId: string | null
  readonly opportunityId: string | null
  /** The contact of the first participant from outside who is one. */
  readonly contactId: string | null
  readonly ownerId: string | null
}

/** Account and opportunity are null when they belong to another CRM. */
export async function findLinks(ctx: Context, connectionId: string, { match, participants, ownerEmail }: Engagement): Promise<CrmLinks> {
  const account = match?.accountId == null ? undefined : await findAccount(ctx.db, match.accountId)
  const opportunity = match?.opportunityId == null ? undefined : await findOpportunity(ctx.db, match.opportunityId)
  const emails = customersAmong(participants).flatMap(({ email }) => email ?? [])
  const contact = await findContact(ctx.db, connectionId, emails)
  const owner = ownerEmail === null ? undefined : await findUserByEmail(ctx.db, connectionId, ownerEmail)
  return {
    accountId: account?.connection_id === connectionId ? account.external_id : null,
    opportunityId: opportunity?.connection_id === connectionId ? opportunity.external_id : null,
    contactId: contact?.external_id ?? null,
    ownerId: owner?.external_id ?? null,
  }
}
