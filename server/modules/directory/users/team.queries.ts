import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import { below, partOf } from './user-list.queries.ts'

export interface TeamRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly direct: number
  readonly everybody: number
}

const team = sql`m.id, m.name, m.email,
  (select count(*)::int from users r where r.manager_id = m.id and r.deleted_at is null) as direct,
  (select count(*)::int from ${below(sql`m.id`)} t) as everybody`

/** Everybody to whom somebody reports. */
export async function findTeamPage(db: Db, q: string, after: readonly [string, string] | null, limit: number): Promise<{ rows: TeamRow[]; total: number }> {
  const managers = sql`users m where m.deleted_at is null and (lower(m.name) like ${partOf(q)} or lower(m.email) like ${partOf(q)})
    and exists (select 1 from users r where r.manager_id = m.id and r.deleted_at is null)`
  const beyond = after === null ? sql`` : sql` and (lower(m.name) collate "C", m.id) > (${after[0]}::text, ${after[1]}::uuid)`
  const { rows } = await sql<TeamRow>`select ${team} from ${managers}${beyond} order by lower(m.name) collate "C", m.id limit ${limit + 1}`.execute(db)
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from ${managers}`.execute(db)
  return { rows, total: counted[0]?.total ?? 0 }
}

export const findTeam = async (db: Db, id: string): Promise<TeamRow | undefined> =>
  (await sql<TeamRow>`select ${team} from users m where m.id = ${id} and m.deleted_at is null`.execute(db)).rows[0]
