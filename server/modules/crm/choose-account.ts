import type { AccountMatch } from '@rollcall/contract'
import type { Candidate, ContactOfAccount } from './crm.queries.ts'
import { domainsAbove } from './domains.ts'

/** Someone from outside who took part; free-mail addresses have no `domain`. */
export interface Customer {
  readonly email: string | null
  readonly domain: string | null
}

interface Choice {
  readonly account: Candidate
  readonly method: Extract<AccountMatch['method'], 'domain' | 'email'>
  /** One or two sentences that a person can check. */
  readonly reason: string
}

interface Ranked {
  readonly account: Candidate
  /** How many customers it stands for. */
  readonly count: number
}

/** How far ahead an opportunity counts as closing soon. */
export const soonDays = 90

/** The account whose domain most customers' addresses have (CG-116, CG-119); null when none has. */
export function chooseByDomain(candidates: readonly Candidate[], customers: readonly Customer[]): Choice | null {
  const known = new Set(candidates.flatMap(({ domains }) => domains))
  // Of `eu.acme.com` and `acme.com` the nearer one counts, when an account has it.
  const used = customers.flatMap(({ domain }) => (domain === null ? [] : (domainsAbove(domain).find(above => known.has(above)) ?? [])))
  const ranked = rank(candidates.map(account => ({ account, count: used.filter(domain => account.domains.includes(domain)).length })))
  const [best] = ranked
  if (best === undefined) return null
  const domain = mostUsed(used.filter(each => best.account.domains.includes(each)))
  const reason = `${best.count} of ${customers.length} customer participants ${best.count === 1 ? 'uses' : 'use'} ${domain}, the domain of ${best.account.name}`
  return { account: best.account, method: 'domain', reason: ended(reason) + overOthers(ranked) }
}

/** The account whose contacts most customers are, by their exact address. */
export function chooseByContact(contacts: readonly ContactOfAccount[], customers: readonly Customer[]): Choice | null {
  const emails = new Set(customers.map(({ email }) => email))
  const own = contacts.filter(contact => emails.has(contact.contact_email))
  const byAccount = [...Map.groupBy(own, contact => contact.id).values()]
  const ranked = rank(
    byAccount.flatMap(group => (group[0] === undefined ? [] : [{ account: group[0], count: new Set(group.map(each => each.contact_email)).size }])),
  )
  const [best] = ranked
  const contact = own.find(each => each.id === best?.account.id)
  if (best === undefined || contact === undefined) return null
  const others = best.count === 1 ? '' : ` and ${best.count - 1} more`
  const reason = `${contact.contact_email} is the address of ${contact.contact_name}, a contact of ${best.account.name}${others}`
  return { account: best.account, method: 'email', reason: ended(reason) + overOthers(ranked) }
}

/** By prevalence, then by open opportunities that close soon, then by the CRM's id, so that the same call always has the same account. */
const rank = (found: readonly Ranked[]): Ranked[] =>
  found
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || b.account.closing_soon - a.account.closing_soon || (a.account.external_id < b.account.external_id ? -1 : 1))

function overOthers([best, second]: readonly Ranked[]): string {
  if (best === undefined || second === undefined) return ''
  const { account, count } = second
  if (count < best.count) return ` ${account.name} stands for fewer of them (${count}).`
  const soon = `${best.account.closing_soon} open ${best.account.closing_soon === 1 ? 'opportunity' : 'opportunities'} closing within ${soonDays} days`
  if (account.closing_soon < best.account.closing_soon) return ` ${account.name} fits as well, but has fewer than its ${soon} (${account.closing_soon}).`
  return ` ${account.name} fits as well and has as many open opportunities closing within ${soonDays} days; the first by its id was taken.`
}

const mostUsed = (domains: readonly string[]): string => {
  const counts = Map.groupBy(domains, domain => domain)
  return [...counts].toSorted(([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1))[0]?.[0] ?? ''
}

/** A company's name often ends with the stop that ends the sentence. */
const ended = (sentence: string): string => (sentence.endsWith('.') ? sentence : `${sentence}.`)
