import { sql } from 'kysely'
import type { Db } from '../../../../db/database.ts'

/** Rewrites what waits for an id that nobody will get: to the one that was given instead, or to nothing. */
export async function settleReference(db: Db, planned: string, actual: string | null): Promise<void> {
  if (actual === null) {
    await sql`with gone as (delete from group_members where value = ${planned} and user_id is null and child_id is null)
      update users set manager_ref = null where lower(manager_ref) = ${planned} and manager_id is null`.execute(db)
    return
  }
  await sql`with gone as (delete from group_members where value = ${planned} and user_id is null and child_id is null returning group_id),
      joined as (insert into group_members (group_id, value, user_id) select group_id, ${actual}, ${actual}::uuid from gone on conflict do nothing)
    update users set manager_ref = ${actual}, manager_id = ${actual}::uuid where lower(manager_ref) = ${planned} and manager_id is null`.execute(db)
}
