import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** Everybody who has or had one of the addresses as a user, the deleted ones too. */
export const findUsersOfAddresses = async (db: Db, emails: readonly string[]): Promise<{ id: string; name: string; active: boolean; addresses: string[] }[]> =>
  (
    await sql<{ id: string; name: string; active: boolean; addresses: string[] }>`
      select u.id, u.name, (u.active and u.deleted_at is null) as active, a.addresses from users u cross join lateral (
        select array_agg(distinct lower(x.address)) as addresses from (
          select u.email as address union all select u.user_name where u.user_name like '%@%'
          union all select e->>'value' from jsonb_array_elements(case jsonb_typeof(u.attributes->'emails') when 'array' then u.attributes->'emails' else '[]' end) e) x
      ) a where a.addresses && ${[...emails]}::text[]`.execute(db)
  ).rows

export const findPresentUsers = async (db: Db, ids: readonly string[]): Promise<string[]> =>
  (await sql<{ id: string }>`select id from users where id = any(${[...ids]}::uuid[]) and deleted_at is null`.execute(db)).rows.map(({ id }) => id)
