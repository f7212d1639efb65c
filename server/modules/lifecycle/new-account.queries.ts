import type { NewAccount } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** What new accounts of some persons are made of, by person: the entry of the identity source that was connected first. Who has left has none. */
export const findNewAccounts = async (db: Db, personIds: readonly string[]): Promise<Map<string, NewAccount>> => {
  const { rows } = await sql<{ personId: string; account: NewAccount }>`
    select distinct on (l.person_id) l.person_id as "personId", jsonb_build_object(
      'userName', coalesce(i.email, i.user_name), 'email', i.email, 'displayName', p.display_name, 'givenName', null, 'familyName', null,
      'externalKey', i.external_id, 'department', coalesce(i.department, p.department), 'title', coalesce(i.title, p.title), 'managerEmail', i.manager_email
    ) as account
    from identity_links l join identities i on i.id = l.identity_id join connections c on c.id = i.connection_id join persons p on p.id = l.person_id
    where l.person_id = any(${personIds}::uuid[]) and i.status not in ('inactive', 'deleted')
    order by l.person_id, i.email is null, c.created_at, i.id`.execute(db)
  return new Map(rows.map(row => [row.personId, row.account]))
}
