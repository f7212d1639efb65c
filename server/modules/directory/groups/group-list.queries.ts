import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import { type GroupRecord, groupRecord } from '../scim/groups/group.queries.ts'
import { findPage } from '../scim/list/list.queries.ts'
import type { Position } from '../scim/list/page-query.ts'

export type CountedGroup = GroupRecord & { readonly member_count: number; readonly pending_count: number }

const counts = sql`(select count(*)::int from group_members e where e.group_id = g.id) as member_count,
  (select count(*)::int from group_members e where e.group_id = g.id and e.user_id is null and e.child_id is null) as pending_count`

export const findCountedGroup = async (db: Db, id: string): Promise<CountedGroup | undefined> =>
  (await sql<CountedGroup>`select ${groupRecord(false)}, ${counts} from groups g where g.id = ${id}`.execute(db)).rows[0]

const instant = (column: string) => sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
export const groupSorts = { name: sql`lower(g.display_name)`, createdAt: instant('g.created_at'), modifiedAt: instant('g.modified_at') }

export interface GroupQuestion {
  /** A part of the name, ready for `like`. */
  readonly like: string
  readonly matching: RawBuilder<unknown> | null
  readonly sort: keyof typeof groupSorts
  readonly descending: boolean
}

export const findGroupPage = (db: Db, { like, matching, sort, descending }: GroupQuestion, after: Position | null, count: number) =>
  findPage<CountedGroup>(
    db,
    {
      alias: 'g',
      table: sql`groups g`,
      tables: sql`groups g`,
      columns: sql`${groupRecord(false)}, ${counts}`,
      condition: sql`lower(g.display_name) like ${like}${matching === null ? sql`` : sql` and ${matching}`}`,
      sort: groupSorts[sort],
      descending,
    },
    { kind: 'cursor', after, count },
  )

export interface MemberRow {
  readonly value: string
  readonly kind: 'user' | 'group' | 'pending'
  readonly name: string | null
  readonly email: string | null
  /** What the order of the list is made of: those awaited first, then by name. */
  readonly position: string
}

export async function findMemberPage(db: Db, id: string, after: string | null, limit: number): Promise<{ rows: MemberRow[]; total: number }> {
  const { rows } = await sql<MemberRow>`select * from (
      select e.value, case when e.user_id is not null then 'user' when e.child_id is not null then 'group' else 'pending' end as kind,
        coalesce(u.name, c.display_name) as name, u.email,
        (case when e.user_id is null and e.child_id is null then '0' else '1' || lower(coalesce(u.name, c.display_name)) end || ' ' || e.value) collate "C" as position
      from group_members e left join users u on u.id = e.user_id left join groups c on c.id = e.child_id where e.group_id = ${id}
    ) m ${after === null ? sql`` : sql`where position > ${after}::text collate "C"`} order by position limit ${limit + 1}`.execute(db)
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from group_members where group_id = ${id}`.execute(db)
  return { rows, total: counted[0]?.total ?? 0 }
}
