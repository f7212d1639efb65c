import type { ApprovalRules } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'

/** Held until the transaction ends: whoever changes who approves does so alone. */
export const lockRules = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('lifecycle.approvals'))`.execute(db)

export const findWaitingChange = (db: Db) =>
  db
    .selectFrom('approval_changes')
    .leftJoin('users', 'users.id', 'proposed_by')
    .selectAll('approval_changes')
    .select('users.name as proposer')
    .executeTakeFirst()

export const deleteWaitingChange = (db: Db) => db.deleteFrom('approval_changes').execute()

export const insertWaitingChange = (
  db: Db,
  { before, after, loosens, by, at }: { before: ApprovalRules; after: ApprovalRules; loosens: readonly string[]; by: string; at: Date },
) =>
  db
    .insertInto('approval_changes')
    .values({ before: JSON.stringify(before), after: JSON.stringify(after), loosens: JSON.stringify(loosens), proposed_by: by, proposed_at: at })
    .execute()

/** Which of these are active users. */
export const findActiveUsers = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('active', '=', true)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
