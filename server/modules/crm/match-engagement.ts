import type { AccountMatch, Participant } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import {
  domainOf,
  type EngagementRow,
  findEngagement,
  findParticipants,
  homeOf,
  hostOf,
  isFreeMail,
  keepMatch,
  lockEngagement,
  withSides,
} from '../conversations/index.ts'
import { chooseByContact, chooseByDomain, type Customer, soonDays } from './choose-account.ts'
import { type AccountRow, findAccountsByContact, findAccountsByDomain, findOpenOpportunities, hasAccounts } from './crm.queries.ts'
import { domainsAbove } from './domains.ts'

/**
 * Finds the account and the opportunity that an analysed engagement belongs to, and hands it on to delivery. What a person chose is
 * final; what is matched already is not matched again.
 */
export async function matchEngagement(ctx: Context, id: string): Promise<void> {
  const row = await findEngagement(ctx.db, id)
  if (row?.state !== 'analysed') return
  const match = row.match_method === 'manual' ? null : await findMatch(ctx, row)
  await ctx.transaction(async () => {
    const now = await lockEngagement(ctx.db, id)
    // Somebody chose an account, or changed who took part, since we looked.
    if (now?.state !== 'analysed' || (now.match_method === 'manual') !== (match === null)) return
    await keepMatch(ctx, now, match)
    await ctx.enqueue('deliver-engagement', { engagementId: id })
  })
}

/** Those from outside: everybody who is not known to be one of us. */
export const customersAmong = (participants: readonly Participant[]): Customer[] =>
  participants
    .filter(({ side }) => side !== 'rep')
    .map(({ email }) => {
      const domain = email === null ? null : domainOf(email)
      return { email: email?.toLowerCase() ?? null, domain: domain === null || isFreeMail(domain) ? null : domain }
    })

async function findMatch(ctx: Context, row: EngagementRow): Promise<AccountMatch> {
  const participants = withSides(await findParticipants(ctx.db, row.id), await homeOf(ctx, hostOf(row)))
  const customers = customersAmong(participants)
  const today = ctx.clock.now()
  const soon = { from: dayOf(today), to: dayOf(new Date(today.getTime() + soonDays * 86_400_000)) }
  const domains = customers.flatMap(({ domain }) => (domain === null ? [] : domainsAbove(domain)))
  const emails = customers.flatMap(({ email }) => email ?? [])
  const choice =
    chooseByDomain(await findAccountsByDomain(ctx.db, domains, soon), customers) ??
    chooseByContact(await findAccountsByContact(ctx.db, emails, soon), customers)
  if (choice === null) return { ...noAccount, reason: await whyNone(ctx, participants, customers) }
  const { account, method, reason } = choice
  const opportunity = await chooseOpportunity(ctx, account, soon.from)
  return { accountId: account.id, accountName: account.name, method, ...opportunity, reason: `${reason} ${opportunity.reason}` }
}

export const noAccount = {
  accountId: null,
  accountName: null,
  opportunityId: null,
  opportunityName: null,
  method: 'none',
} as const satisfies Partial<AccountMatch>

async function chooseOpportunity(ctx: Context, account: AccountRow, today: string) {
  const [first, ...others] = await findOpenOpportunities(ctx.db, account, today)
  if (first === undefined) return { opportunityId: null, opportunityName: null, reason: `${account.name} has no open opportunity.` }
  const which = others.length === 0 ? 'is its only open opportunity' : `closes next of its ${others.length + 1} open opportunities`
  const when = first.close_date === null ? '' : `, on ${first.close_date}`
  return { opportunityId: first.id, opportunityName: first.name, reason: `${first.name} ${which}${when}.` }
}

async function whyNone(ctx: Context, participants: readonly Participant[], customers: readonly Customer[]): Promise<string> {
  if (participants.length === 0) return 'Nobody is named as a participant. Say who took part.'
  if (customers.length === 0) return 'Every participant uses an internal address.'
  if (customers.every(({ email }) => email === null)) return 'No participant from outside has an e-mail address.'
  const domains = [...new Set(customers.flatMap(({ domain }) => domain ?? []))]
  if (domains.length === 0) return 'Every participant uses a free-mail or internal address.'
  if (!(await hasAccounts(ctx.db))) return 'No accounts of a CRM have been read yet.'
  return `No account has the domain ${domains.join(' or ')}, and no contact the address of a participant.`
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
