import type { SignInChoice } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { findProviders, type ProviderRow } from './provider.queries.ts'
import { domainOf } from './responsible.ts'

const toChoice = ({ id, name, protocol }: ProviderRow) => ({ id, name, protocol, startUrl: `/login/${protocol}/start?provider=${id}` })

/** How somebody with this e-mail signs in: with the provider of its domain, or else with any that has no domains; by password unless it is enforced. */
export async function discover(ctx: Context, email: string): Promise<SignInChoice> {
  const enabled = (await findProviders(ctx.db)).filter(row => row.enabled)
  const domain = domainOf(email.trim())
  const own = enabled.filter(row => domain !== null && row.domains.includes(domain))
  const offered = own.length > 0 ? own : enabled.filter(row => row.domains.length === 0)
  return { providers: offered.map(toChoice), password: !offered.some(row => row.enforced) }
}
