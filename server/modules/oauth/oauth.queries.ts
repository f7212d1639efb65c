import type { Db } from '../../db/database.ts'
import type { OAuthTables } from './oauth.tables.ts'

export type CodeRow = OAuthTables['oauth_codes']
export type RefreshRow = OAuthTables['oauth_refresh_secrets']

export const insertCode = (db: Db, row: CodeRow) => db.insertInto('oauth_codes').values(row).execute()

/** Held until the transaction ends: of two who show the same code, the second finds it used. */
export const lockCode = (db: Db, codeHash: string): Promise<CodeRow | undefined> =>
  db.selectFrom('oauth_codes').selectAll().where('code_hash', '=', codeHash).forUpdate().executeTakeFirst()

export const useCode = (db: Db, codeHash: string, tokenId: string, now: Date) =>
  db.updateTable('oauth_codes').set({ used_at: now, token_id: tokenId }).where('code_hash', '=', codeHash).execute()

export const insertRefreshSecret = (db: Db, row: RefreshRow) => db.insertInto('oauth_refresh_secrets').values(row).execute()

export const lockRefreshSecret = (db: Db, secretHash: string): Promise<RefreshRow | undefined> =>
  db.selectFrom('oauth_refresh_secrets').selectAll().where('secret_hash', '=', secretHash).forUpdate().executeTakeFirst()

export const useRefreshSecret = (db: Db, secretHash: string, now: Date) =>
  db.updateTable('oauth_refresh_secrets').set({ used_at: now }).where('secret_hash', '=', secretHash).execute()

export const deleteOldCodes = (db: Db, before: Date) => db.deleteFrom('oauth_codes').where('expires_at', '<', before).execute()
