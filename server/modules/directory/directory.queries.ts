import type { Scope } from '@rollcall/contract'
import { type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { DirectoryTables } from './directory.tables.ts'

export type UserRow = Selectable<DirectoryTables['users']>
export type TokenRow = Selectable<DirectoryTables['api_tokens']>

export const findUser = (db: Db, id: string) => db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()

export const findUserByEmail = (db: Db, email: string) =>
  db
    .selectFrom('users')
    .selectAll()
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst()

export const findUserEmails = (db: Db) => db.selectFrom('users').select('email').execute()

export const countUsers = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('users')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count

export const insertUser = (db: Db, row: { email: string; name: string; password_hash: string; created_at: Date }) =>
  db
    .insertInto('users')
    .values({ ...row, role: 'admin', totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .returningAll()
    .executeTakeFirstOrThrow()

export const updateUser = (db: Db, id: string, change: Updateable<DirectoryTables['users']>) =>
  db.updateTable('users').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

export const findTokens = (db: Db, userId: string) =>
  db.selectFrom('api_tokens').selectAll().where('user_id', '=', userId).orderBy('created_at', 'desc').execute()

export const findTokenByHash = (db: Db, hash: string) => db.selectFrom('api_tokens').selectAll().where('secret_hash', '=', hash).executeTakeFirst()

export const insertToken = (
  db: Db,
  row: { user_id: string; name: string; scopes: Scope[]; secret_hash: string; last4: string; created_at: Date; expires_at: Date | null },
) =>
  db
    .insertInto('api_tokens')
    .values({ ...row, last_used_at: null })
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteToken = async (db: Db, userId: string, id: string): Promise<TokenRow | undefined> =>
  db.deleteFrom('api_tokens').where('user_id', '=', userId).where('id', '=', id).returningAll().executeTakeFirst()

/** At most once a minute, so that a busy token does not write at every request. */
export const touchToken = (db: Db, id: string, now: Date) =>
  db
    .updateTable('api_tokens')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where(eb => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', new Date(now.getTime() - 60_000))]))
    .execute()
