import type { Context } from '../../../context.ts'
import type { UserRow } from '../../directory/index.ts'
import { findDomain, findLinksOf, type ProviderRow } from './provider.queries.ts'

/** What follows the last @, in lower case; null for a name without one. */
export const domainOf = (name: string): string | null => {
  const at = name.lastIndexOf('@')
  return at === -1 ? null : name.slice(at + 1).toLowerCase()
}

/** Whether a provider may speak for the people of a domain: its own, or, when it has none, one that nobody else answers for. */
export async function answersFor(ctx: Context, provider: ProviderRow, domain: string): Promise<boolean> {
  if (provider.domains.includes(domain)) return true
  return provider.domains.length === 0 && (await findDomain(ctx.db, domain)) === undefined
}

/**
 * Whether a provider may link itself to a user that is there already. One without domains of its own never takes over who belongs to
 * another provider.
 */
export async function mayTakeOver(ctx: Context, provider: ProviderRow, user: UserRow): Promise<boolean> {
  const domains = [user.email, user.user_name].map(domainOf).filter(domain => domain !== null)
  if (domains.length === 0) return false
  for (const domain of domains) if (!(await answersFor(ctx, provider, domain))) return false
  return provider.domains.length > 0 || (await findLinksOf(ctx.db, user.id)).every(link => link.provider_id === provider.id)
}
