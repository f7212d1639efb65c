import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Subject } from '../../erasable.ts'

/** Copies that other systems hold, by connection: tasks written for calls, entries, accounts and records that were read. */
export const findCopies = async (db: Db, { emails, loginIds }: Subject): Promise<{ connection_id: string; what: string; records: number }[]> => {
  const [own, logins] = [sql`${[...emails]}::text[]`, sql`${[...loginIds]}::uuid[]`]
  return (
    await sql<{ connection_id: string; what: string; records: number }>`
      select connection_id, what, count(*)::int as records from (
        select d.connection_id, 'Task of a call' as what from deliveries d join engagements e on e.id = d.engagement_id where d.remote_id is not null and (
          lower(e.owner_email) = any(${own}) or lower(e.first_owner_email) = any(${own})
          or exists (select 1 from engagement_participants p where p.engagement_id = e.id and lower(p.email) = any(${own})))
        union all select connection_id, 'Entry of an identity provider' from identities where id = any(${logins})
        union all select connection_id, 'Account in an app' from accounts where id = any(${logins})
        union all select connection_id, 'Contact' from crm_contacts where lower(email) = any(${own})
        union all select connection_id, 'User' from crm_users where lower(email) = any(${own})) x
      group by 1, 2 order by 1, 2`.execute(db)
  ).rows
}
