import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { CrmTables } from './crm.tables.ts'

export type AccountRow = Selectable<CrmTables['crm_accounts']>
type OpportunityRow = Selectable<CrmTables['crm_opportunities']>
export type Candidate = AccountRow & { readonly closing_soon: number }
export type ContactOfAccount = Candidate & { readonly contact_email: string; readonly contact_name: string }

/** Calendar days, the first and the last that count as soon. */
interface Soon {
  readonly from: string
  readonly to: string
}

const closingSoon = ({ from, to }: Soon) => sql<number>`(
  select count(*)::integer from crm_opportunities o
  where o.connection_id = crm_accounts.connection_id and o.account_external_id = crm_accounts.external_id
    and o.open and o.gone_at is null and o.close_date between ${from} and ${to})`

// Nobody has as many accounts on one domain; a CRM that says so is not worth waiting for.
const mostCandidates = 1000

export const findAccountsByDomain = (db: Db, domains: readonly string[], soon: Soon): Promise<Candidate[]> =>
  db
    .selectFrom('crm_accounts')
    .selectAll()
    .select(closingSoon(soon).as('closing_soon'))
    .where('gone_at', 'is', null)
    .where(sql<boolean>`domains && ${[...domains]}::text[]`)
    .limit(mostCandidates)
    .execute()

export const findAccountsByContact = (db: Db, emails: readonly string[], soon: Soon): Promise<ContactOfAccount[]> =>
  db
    .selectFrom('crm_accounts')
    .innerJoin('crm_contacts', join =>
      join.onRef('crm_contacts.connection_id', '=', 'crm_accounts.connection_id').onRef('crm_contacts.account_external_id', '=', 'crm_accounts.external_id'),
    )
    .selectAll('crm_accounts')
    .select([sql<string>`lower(crm_contacts.email)`.as('contact_email'), 'crm_contacts.name as contact_name', closingSoon(soon).as('closing_soon')])
    .where('crm_accounts.gone_at', 'is', null)
    .where('crm_contacts.gone_at', 'is', null)
    .where(sql<boolean>`lower(crm_contacts.email) = any(${[...emails]}::text[])`)
    .limit(mostCandidates)
    .execute()

export const hasAccounts = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('crm_accounts').select('id').where('gone_at', 'is', null).limit(1).executeTakeFirst()) !== undefined

/** Those of the domains that some account has, and those of the addresses that some contact has. */
export const findKnown = async (db: Db, domains: readonly string[], emails: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ known: string }>`
    select asked as known from unnest(${[...domains]}::text[]) as asked
    where exists (select 1 from crm_accounts where gone_at is null and domains @> array[asked])
    union
    select asked from unnest(${[...emails]}::text[]) as asked
    where exists (select 1 from crm_contacts where gone_at is null and lower(email) = asked and account_external_id is not null)`.execute(db)
  return new Set(rows.map(({ known }) => known))
}

export const findAccount = (db: Db, id: string): Promise<AccountRow | undefined> =>
  db.selectFrom('crm_accounts').selectAll().where('id', '=', id).executeTakeFirst()

export const findOpportunity = (db: Db, id: string): Promise<OpportunityRow | undefined> =>
  db.selectFrom('crm_opportunities').selectAll().where('id', '=', id).executeTakeFirst()

/** The open ones: those that close from today on, the nearest first, then the overdue ones, the latest first, then those without a date. */
export const findOpenOpportunities = (db: Db, account: AccountRow, today: string): Promise<OpportunityRow[]> =>
  db
    .selectFrom('crm_opportunities')
    .selectAll()
    .where('connection_id', '=', account.connection_id)
    .where('account_external_id', '=', account.external_id)
    .where('open', '=', true)
    .where('gone_at', 'is', null)
    .orderBy(sql`case when close_date >= ${today} then 0 when close_date is not null then 1 else 2 end`)
    .orderBy(sql`case when close_date >= ${today} then close_date end`)
    .orderBy(sql`close_date desc nulls last`)
    .orderBy('external_id')
    .execute()

/** The contact of this CRM with the first of the addresses that has one. */
export const findContact = async (db: Db, connectionId: string, emails: readonly string[]) => {
  const found = await db
    .selectFrom('crm_contacts')
    .select(['external_id', sql<string>`lower(email)`.as('email')])
    .where('connection_id', '=', connectionId)
    .where('gone_at', 'is', null)
    .where(sql<boolean>`lower(email) = any(${[...emails]}::text[])`)
    .orderBy('external_id')
    .execute()
  return emails.map(email => found.find(contact => contact.email === email)).find(contact => contact !== undefined)
}

/** The active user of this CRM with the address, when exactly one has it. */
export const findUserByEmail = async (db: Db, connectionId: string, email: string) => {
  const found = await db
    .selectFrom('crm_users')
    .select('external_id')
    .where('connection_id', '=', connectionId)
    .where('gone_at', 'is', null)
    .where('active', '=', true)
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .limit(2)
    .execute()
  return found.length === 1 ? found[0] : undefined
}

/** By part of the name or of a domain; names that begin with it first. */
export const searchAccounts = (db: Db, q: string, limit: number) => {
  const literal = q.toLowerCase().replace(/[\\%_]/g, '\\$&')
  return db
    .selectFrom('crm_accounts')
    .selectAll()
    .select(
      sql<number>`(select count(*)::integer from crm_opportunities o where o.connection_id = crm_accounts.connection_id
        and o.account_external_id = crm_accounts.external_id and o.open and o.gone_at is null)`.as('open_opportunities'),
    )
    .where('gone_at', 'is', null)
    .where(sql<boolean>`(lower(name) like ${`%${literal}%`} or array_to_string(domains, ' ') like ${`%${literal}%`})`)
    .orderBy(sql`lower(name) not like ${`${literal}%`}`)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(limit)
    .execute()
}
