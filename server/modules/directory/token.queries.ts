import { type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import { findUser, type UserRow } from './directory.queries.ts'
import type { DirectoryTables } from './directory.tables.ts'

export type SecretRow = Selectable<DirectoryTables['token_secrets']>
export type TokenRow = Selectable<DirectoryTables['api_tokens']>
/** A token with the secrets that work, newest first. */
export type TokenWithSecrets = TokenRow & { readonly made_by: string; readonly secrets: readonly SecretRow[] }

/** A token that only provisions outlives the account of who made it. */
const isOfWorkspace = sql<boolean>`scopes = array['scim:write']`

/** Whose tokens somebody sees: their own, and those of the workspace for whoever may. */
export interface Viewer {
  readonly userId: string
  readonly seesWorkspace: boolean
}

const seenBy = ({ userId, seesWorkspace }: Viewer) =>
  seesWorkspace ? sql<boolean>`(user_id = ${userId} or ${isOfWorkspace})` : sql<boolean>`user_id = ${userId}`

export async function findTokens(db: Db, viewer: Viewer, now: Date): Promise<TokenWithSecrets[]> {
  const tokens = await db
    .selectFrom('api_tokens')
    .innerJoin('users', 'users.id', 'api_tokens.user_id')
    .selectAll('api_tokens')
    .select('users.email as made_by')
    .where(seenBy(viewer))
    .orderBy('api_tokens.created_at', 'desc')
    .execute()
  return withSecrets(db, tokens, now)
}

/** One of those that the viewer sees, once nobody else can change it until the transaction ends. */
export async function lockToken(db: Db, viewer: Viewer, id: string, now: Date): Promise<TokenWithSecrets | undefined> {
  const locked = await db.selectFrom('api_tokens').select('id').where('id', '=', id).where(seenBy(viewer)).forUpdate().executeTakeFirst()
  return locked === undefined ? undefined : (await findTokens(db, viewer, now)).find(token => token.id === id)
}

async function withSecrets(db: Db, tokens: readonly (TokenRow & { made_by: string })[], now: Date): Promise<TokenWithSecrets[]> {
  if (tokens.length === 0) return []
  const secrets = await db
    .selectFrom('token_secrets')
    .selectAll()
    .where(
      'token_id',
      'in',
      tokens.map(({ id }) => id),
    )
    .where(eb => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return tokens.map(token => ({ ...token, secrets: secrets.filter(secret => secret.token_id === token.id) }))
}

/** A token by the hash of one of its secrets, what is to know of that secret, and whom it belongs to. */
export async function findTokenByHash(
  db: Db,
  hash: string,
): Promise<{ token: TokenRow & { secret_id: string; ends_at: Date | null; last_used_at: Date | null }; owner: UserRow | undefined } | undefined> {
  const token = await db
    .selectFrom('token_secrets')
    .innerJoin('api_tokens', 'api_tokens.id', 'token_secrets.token_id')
    .selectAll('api_tokens')
    .select(['token_secrets.id as secret_id', 'token_secrets.ends_at', 'token_secrets.last_used_at'])
    .where('secret_hash', '=', hash)
    .executeTakeFirst()
  return token === undefined ? undefined : { token, owner: await findUser(db, token.user_id) }
}

/** Whether it may be used at all, whichever of its secrets is shown. */
export const tokenIsThere = async (db: Db, id: string, now: Date): Promise<boolean> =>
  (await db
    .selectFrom('api_tokens')
    .select('id')
    .where('id', '=', id)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst()) !== undefined

export const insertToken = (db: Db, row: Omit<TokenRow, 'id' | 'warned_days'>): Promise<TokenRow> =>
  db.insertInto('api_tokens').values(row).returningAll().executeTakeFirstOrThrow()

export const updateToken = (db: Db, id: string, change: Updateable<DirectoryTables['api_tokens']>) =>
  db.updateTable('api_tokens').set(change).where('id', '=', id).execute()

export const insertSecret = (db: Db, row: Pick<SecretRow, 'token_id' | 'secret_hash' | 'last4' | 'created_at'> & { ends_at?: Date }) =>
  db.insertInto('token_secrets').values(row).execute()

/** The one to use ends then; those that were older keep their earlier ends. */
export const endSecrets = (db: Db, tokenId: string, at: Date) =>
  db
    .updateTable('token_secrets')
    .set({ ends_at: sql<Date>`least(ends_at, ${at}::timestamptz)`, warned: false })
    .where('token_id', '=', tokenId)
    .execute()

export const keepSecret = (db: Db, id: string) => db.updateTable('token_secrets').set({ ends_at: null }).where('id', '=', id).execute()

export const deleteSecret = (db: Db, id: string) => db.deleteFrom('token_secrets').where('id', '=', id).execute()

export const deleteEndedSecrets = (db: Db, tokenId: string, now: Date) =>
  db.deleteFrom('token_secrets').where('token_id', '=', tokenId).where('ends_at', '<=', now).execute()

/** A token that was granted to an assistant and has not ended. */
export const findGranted = (db: Db, id: string, now: Date): Promise<TokenRow | undefined> =>
  db.selectFrom('api_tokens').selectAll().where('id', '=', id).where('audience', 'is not', null).where('expires_at', '>', now).executeTakeFirst()

export const deleteGranted = (db: Db, id: string): Promise<TokenRow | undefined> =>
  db.deleteFrom('api_tokens').where('id', '=', id).where('audience', 'is not', null).returningAll().executeTakeFirst()

export const deleteToken = async (db: Db, viewer: Viewer, id: string): Promise<TokenRow | undefined> =>
  db.deleteFrom('api_tokens').where(seenBy(viewer)).where('id', '=', id).returningAll().executeTakeFirst()

/** At most once a minute, so that a busy token does not write at every request. */
export const touchSecret = (db: Db, id: string, now: Date) =>
  db
    .updateTable('token_secrets')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where(eb => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', new Date(now.getTime() - 60_000))]))
    .execute()

/** Tokens whose end has come near, each once for each of the given days before it; an assistant's owner is asked again instead. */
export async function takeExpiring(db: Db, now: Date, days: { readonly first: number; readonly last: number }): Promise<TokenRow[]> {
  const within = (count: number) => sql`expires_at <= ${now}::timestamptz + make_interval(days => ${count}::int)`
  const { rows } = await sql<TokenRow>`with near as (
      select id as near_id, case when ${within(days.last)} then ${days.last}::int else ${days.first}::int end as days from api_tokens
      where expires_at > ${now}::timestamptz and ${within(days.first)} and audience is null
    )
    update api_tokens set warned_days = days from near where id = near_id and (warned_days is null or warned_days > days) returning api_tokens.*`.execute(db)
  return rows
}

/** Tokens with an old secret that was used after it was renewed and is about to end, each once. */
export async function takeStillUsed(db: Db, now: Date, days: number): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`with ending as (
      update token_secrets s set warned = true
      where not warned and ends_at > ${now}::timestamptz and ends_at <= ${now}::timestamptz + make_interval(days => ${days}::int)
        and last_used_at > (select max(n.created_at) from token_secrets n where n.token_id = s.token_id and n.ends_at is null)
      returning token_id
    )
    select * from api_tokens where id in (select token_id from ending)`.execute(db)
  return rows
}
