import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { ProviderTables } from './provider.tables.ts'

/** A provider with the domains it answers for. */
export type ProviderRow = Selectable<ProviderTables['identity_providers']> & { domains: string[] }
export type RequestRow = Selectable<ProviderTables['sign_in_requests']>

const providers = (db: Db) =>
  db
    .selectFrom('identity_providers as p')
    .selectAll('p')
    .select(sql<string[]>`array(select domain from identity_provider_domains d where d.provider_id = p.id order by domain)`.as('domains'))

export const findProviders = (db: Db): Promise<ProviderRow[]> => providers(db).orderBy('p.name').execute()

export const findProvider = (db: Db, id: string): Promise<ProviderRow | undefined> => providers(db).where('p.id', '=', id).executeTakeFirst()

export const insertProvider = (db: Db, row: Insertable<ProviderTables['identity_providers']>) =>
  db.insertInto('identity_providers').values(row).returning('id').executeTakeFirstOrThrow()

export const updateProvider = (db: Db, id: string, change: Updateable<ProviderTables['identity_providers']>) =>
  db.updateTable('identity_providers').set(change).where('id', '=', id).execute()

/** Whether the metadata of a SAML provider may be read out of turn: to one of all who ask, and to nobody when it was read so after `since`. */
export async function claimMetadataRead(db: Db, id: string, now: Date, since: Date): Promise<boolean> {
  const { rows } = await sql`update identity_providers
    set configuration = jsonb_set(configuration, '{metadataAskedAt}', to_jsonb(${now.toISOString()}::text))
    where id = ${id} and coalesce((configuration->>'metadataAskedAt')::timestamptz, '-infinity') <= ${since}::timestamptz returning id`.execute(db)
  return rows.length === 1
}

export const deleteProvider = (db: Db, id: string) => db.deleteFrom('identity_providers').where('id', '=', id).execute()

/** Gives a provider exactly these domains. Violates the primary key when another provider has one of them. */
export async function replaceDomains(db: Db, provider_id: string, domains: readonly string[]): Promise<void> {
  await db.deleteFrom('identity_provider_domains').where('provider_id', '=', provider_id).execute()
  if (domains.length > 0)
    await db
      .insertInto('identity_provider_domains')
      .values(domains.map(domain => ({ domain, provider_id })))
      .execute()
}

/** Which provider answers for a domain. */
export const findDomain = (db: Db, domain: string) =>
  db.selectFrom('identity_provider_domains').select('provider_id').where('domain', '=', domain.toLowerCase()).executeTakeFirst()

/** The enforced provider that answers for a domain. */
export const findEnforced = (db: Db, domain: string) =>
  db
    .selectFrom('identity_providers as p')
    .select('p.name')
    .where('p.enforced', '=', true)
    .where('p.enabled', '=', true)
    .where(
      sql<boolean>`coalesce((select d.provider_id = p.id from identity_provider_domains d where d.domain = ${domain}),
        not exists (select 1 from identity_provider_domains d where d.provider_id = p.id))`,
    )
    .executeTakeFirst()

/** Until the transaction ends, nobody else enforces a provider or takes a break-glass account away. */
export const lockWayIn = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('sign_in.way_in'))`.execute(db)

export const findSubject = (db: Db, provider_id: string, subject: string) =>
  db.selectFrom('sign_in_subjects').select('user_id').where('provider_id', '=', provider_id).where('subject', '=', subject).executeTakeFirst()

/** Of two that link one subject at once, the later one stays; both are the same person to the provider. */
export const linkSubject = (db: Db, row: Insertable<ProviderTables['sign_in_subjects']>) =>
  db
    .insertInto('sign_in_subjects')
    .values(row)
    .onConflict(conflict => conflict.columns(['provider_id', 'subject']).doUpdateSet({ user_id: row.user_id, linked_at: row.linked_at }))
    .execute()

/** Whether another subject, of this provider or of another one, stands for the user already. */
export const findLinksOf = (db: Db, user_id: string) =>
  db.selectFrom('sign_in_subjects').select(['provider_id', 'subject']).where('user_id', '=', user_id).execute()

export const deleteSubjects = (db: Db, provider_id: string) => db.deleteFrom('sign_in_subjects').where('provider_id', '=', provider_id).execute()

export const insertRequest = (db: Db, row: Insertable<ProviderTables['sign_in_requests']>) => db.insertInto('sign_in_requests').values(row).execute()

/** Takes a request away and answers it: of two answers to it, one finds it. */
export const takeRequest = (db: Db, id: string, now: Date): Promise<RequestRow | undefined> =>
  db.deleteFrom('sign_in_requests').where('id', '=', id).where('expires_at', '>', now).returningAll().executeTakeFirst()

export const deleteExpiredRequests = (db: Db, now: Date) => db.deleteFrom('sign_in_requests').where('expires_at', '<=', now).execute()
