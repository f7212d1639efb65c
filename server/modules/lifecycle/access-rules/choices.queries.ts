import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'

/** A text that is known, where it was seen. */
interface ChoiceRow<Kind> {
  readonly kind: Kind
  /** Null for what is counted over all sources. */
  readonly connectionId: string | null
  readonly name: string
}

const mostOfAKind = 200

/** What identity sources say of people who are not gone, the most frequent first. Attributes are counted over all sources, groups in each. */
export const findIdentityChoices = async (db: Db): Promise<ChoiceRow<'department' | 'title' | 'manager' | 'group'>[]> =>
  (
    await sql<ChoiceRow<'department' | 'title' | 'manager' | 'group'>>`
      with here as materialized (select connection_id, department, title, manager_email, groups from identities where status <> 'deleted'),
      said as (
        select null::uuid as connection_id, 'department' as kind, department as name from here
        union all select null, 'title', title from here
        union all select null, 'manager', manager_email from here
        union all select connection_id, 'group', g from here, unnest(groups) g
      )
      ${mostFrequent}`.execute(db)
  ).rows

/** What accounts of each app hold, the most frequent first. */
export const findAccountChoices = async (db: Db): Promise<ChoiceRow<'role' | 'licence' | 'group'>[]> =>
  (
    await sql<ChoiceRow<'role' | 'licence' | 'group'>>`
      with here as materialized (select connection_id, role, licence, groups from accounts where status <> 'deleted'),
      said as (
        select connection_id, 'role' as kind, role as name from here
        union all select connection_id, 'licence', licence from here
        union all select connection_id, 'group', g from here, unnest(groups) g
      )
      ${mostFrequent}`.execute(db)
  ).rows

const mostFrequent = sql`
  select kind, connection_id as "connectionId", name from (
    select kind, connection_id, name, row_number() over (partition by kind, connection_id order by count(*) desc, name) as place
    from said where name <> '' group by kind, connection_id, name
  ) counted where place <= ${sql.lit(mostOfAKind)} order by kind, connection_id, place`
