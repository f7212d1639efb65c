import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

export interface Owner {
  readonly id: string
  readonly name: string
  readonly email: string
}

const active = sql<boolean>`active and deleted_at is null`

/** Active users by a part of their name or address. */
export const findOwners = (db: Db, q: string, limit: number): Promise<Owner[]> =>
  db
    .selectFrom('users')
    .select(['id', 'name', 'email'])
    .where(active)
    .where(sql<boolean>`(name ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`} or email ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`})`)
    .orderBy('name')
    .limit(limit)
    .execute()

export const findOwner = (db: Db, id: string): Promise<Owner | undefined> =>
  db.selectFrom('users').select(['id', 'name', 'email']).where(active).where('id', '=', id).executeTakeFirst()
