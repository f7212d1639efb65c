import type { Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { SignInTables } from './sign-in.tables.ts'

export type SessionRow = Selectable<SignInTables['sessions']>

export const insertClaimLink = (db: Db, token_hash: string, now: Date) =>
  db.insertInto('claim_links').values({ token_hash, created_at: now, used_at: null }).execute()

export const deleteUnusedClaimLinks = (db: Db) => db.deleteFrom('claim_links').where('used_at', 'is', null).execute()

/** Answers whether this call is the one that used it: of two at once, one wins. */
export const useClaimLink = async (db: Db, token_hash: string, now: Date): Promise<boolean> =>
  (
    await db
      .updateTable('claim_links')
      .set({ used_at: now })
      .where('token_hash', '=', token_hash)
      .where('used_at', 'is', null)
      .returning('token_hash')
      .execute()
  ).length === 1

export const insertSession = (db: Db, row: Omit<SessionRow, 'id'>) => db.insertInto('sessions').values(row).returningAll().executeTakeFirstOrThrow()

export const findSessionByHash = (db: Db, hash: string, now: Date) =>
  db.selectFrom('sessions').selectAll().where('secret_hash', '=', hash).where('expires_at', '>', now).executeTakeFirst()

export const findSessions = (db: Db, userId: string, now: Date) =>
  db.selectFrom('sessions').selectAll().where('user_id', '=', userId).where('expires_at', '>', now).orderBy('last_used_at', 'desc').execute()

export const deleteSession = (db: Db, userId: string, id: string) =>
  db.deleteFrom('sessions').where('user_id', '=', userId).where('id', '=', id).returningAll().executeTakeFirst()

/** Answers how many there were. */
export const deleteSessions = async (db: Db, userId: string): Promise<number> =>
  (await db.deleteFrom('sessions').where('user_id', '=', userId).returning('id').execute()).length

/** At most once a minute. */
export const touchSession = (db: Db, id: string, now: Date, expires_at: Date) =>
  db
    .updateTable('sessions')
    .set({ last_used_at: now, expires_at })
    .where('id', '=', id)
    .where('last_used_at', '<', new Date(now.getTime() - 60_000))
    .execute()

export const deleteExpiredSessions = (db: Db, now: Date) => db.deleteFrom('sessions').where('expires_at', '<=', now).execute()

export const insertFailure = (db: Db, subjects: readonly string[], at: Date) =>
  db
    .insertInto('sign_in_failures')
    .values(subjects.map(subject => ({ subject, at })))
    .execute()

export const countFailures = async (db: Db, subject: string, since: Date): Promise<number> =>
  (
    await db
      .selectFrom('sign_in_failures')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('subject', '=', subject)
      .where('at', '>', since)
      .executeTakeFirstOrThrow()
  ).count

export const deleteFailures = (db: Db, subject: string) => db.deleteFrom('sign_in_failures').where('subject', '=', subject).execute()

export const deleteOldFailures = (db: Db, before: Date) => db.deleteFrom('sign_in_failures').where('at', '<', before).execute()
