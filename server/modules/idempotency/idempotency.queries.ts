import type { Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { IdempotencyTables } from './idempotency.tables.ts'

export type KeyRow = Selectable<IdempotencyTables['idempotency_keys']>

/** Whether this call is the one that has the key: of two at once, one wins. A claim from before `abandoned` without an answer is taken over. */
export async function claimKey(db: Db, row: Pick<KeyRow, 'actor' | 'key' | 'fingerprint' | 'claimed_at'>, abandoned: Date): Promise<boolean> {
  const claimed = await db
    .insertInto('idempotency_keys')
    .values({ ...row, status: null, answer: null })
    .onConflict(conflict =>
      conflict
        .columns(['actor', 'key'])
        .doUpdateSet({ claimed_at: row.claimed_at })
        .where('idempotency_keys.status', 'is', null)
        .where('idempotency_keys.claimed_at', '<', abandoned)
        .where('idempotency_keys.fingerprint', '=', row.fingerprint),
    )
    .returning('key')
    .execute()
  return claimed.length === 1
}

export const findKey = (db: Db, actor: string, key: string): Promise<KeyRow | undefined> =>
  db.selectFrom('idempotency_keys').selectAll().where('actor', '=', actor).where('key', '=', key).executeTakeFirst()

export const keepAnswer = (db: Db, actor: string, key: string, status: number, answer: string) =>
  db.updateTable('idempotency_keys').set({ status, answer }).where('actor', '=', actor).where('key', '=', key).execute()

export const deleteKey = (db: Db, actor: string, key: string) => db.deleteFrom('idempotency_keys').where('actor', '=', actor).where('key', '=', key).execute()

export const deleteKeysBefore = (db: Db, before: Date) => db.deleteFrom('idempotency_keys').where('claimed_at', '<', before).execute()
