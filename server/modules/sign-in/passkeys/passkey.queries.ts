import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { SignInTables } from '../sign-in.tables.ts'

export type PasskeyRow = Selectable<SignInTables['passkeys']>

export const insertChallenge = (db: Db, row: Insertable<SignInTables['passkey_challenges']>) => db.insertInto('passkey_challenges').values(row).execute()

/** Answers whether it was there, for this person (null: for signing in): of two answers at once, one finds it. */
export const takeChallenge = async (db: Db, hash: string, userId: string | null, now: Date): Promise<boolean> => {
  const taken = await db.deleteFrom('passkey_challenges').where('challenge_hash', '=', hash).returningAll().executeTakeFirst()
  return taken !== undefined && taken.user_id === userId && taken.expires_at > now
}

export const deleteExpiredChallenges = (db: Db, now: Date) => db.deleteFrom('passkey_challenges').where('expires_at', '<=', now).execute()

/** Nothing when the credential is somebody's already. */
export const insertPasskey = (db: Db, row: Omit<PasskeyRow, 'id' | 'last_used_at'>): Promise<PasskeyRow | undefined> =>
  db
    .insertInto('passkeys')
    .values({ ...row, last_used_at: null })
    .onConflict(conflict => conflict.column('credential_id').doNothing())
    .returningAll()
    .executeTakeFirst()

export const findPasskeys = (db: Db, userId: string) =>
  db.selectFrom('passkeys').selectAll().where('user_id', '=', userId).orderBy('created_at').orderBy('id').execute()

export const findPasskeyByCredential = (db: Db, credentialId: string) =>
  db.selectFrom('passkeys').selectAll().where('credential_id', '=', credentialId).executeTakeFirst()

export const updatePasskeyName = (db: Db, userId: string, id: string, name: string) =>
  db.updateTable('passkeys').set({ name }).where('user_id', '=', userId).where('id', '=', id).returningAll().executeTakeFirst()

/** Answers whether the counter was still the one that was checked: of two answers with one count, one counts. */
export const noteUse = async (db: Db, row: PasskeyRow, use: { counter: number; synced: boolean; now: Date }): Promise<boolean> =>
  (
    await db
      .updateTable('passkeys')
      .set({ counter: use.counter, synced: use.synced, last_used_at: use.now })
      .where('id', '=', row.id)
      .where('counter', '=', row.counter)
      .returning('id')
      .execute()
  ).length === 1

export const deletePasskey = (db: Db, userId: string, id: string) =>
  db.deleteFrom('passkeys').where('user_id', '=', userId).where('id', '=', id).returningAll().executeTakeFirst()
