import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../../db/database.ts'
import type { Told } from '../users/user.queries.ts'
import { isUuid } from '../uuid.ts'

/** A group as the SCIM queries read one. */
export interface GroupRecord {
  readonly id: string
  readonly ordinal: number
  readonly display_name: string
  readonly external_id: string | null
  /** Null where they were not asked for. */
  readonly members: { value: string; type: 'User' | 'Group' | null; display: string | null }[] | null
  readonly version: number
  readonly created_at: Date
  readonly modified_at: Date
}

const membersOf = sql`(select coalesce(jsonb_agg(jsonb_build_object('value', e.value, 'display', coalesce(mu.name, mg.display_name),
    'type', case when e.user_id is not null then 'User' when e.child_id is not null then 'Group' end) order by e.value), '[]')
  from group_members e left join users mu on mu.id = e.user_id left join groups mg on mg.id = e.child_id where e.group_id = g.id)`

/** What is read of a group `g`. */
export const groupRecord = (withMembers: boolean): RawBuilder<unknown> =>
  sql`g.id, g.ordinal, g.display_name, g.external_id, ${withMembers ? membersOf : sql`null::jsonb`} as members, g.version, g.created_at, g.modified_at`

export const findGroup = async (db: Db, id: string, withMembers: boolean): Promise<GroupRecord | undefined> =>
  (await sql<GroupRecord>`select ${groupRecord(withMembers)} from groups g where g.id = ${id}`.execute(db)).rows[0]

// Behind a subquery the planner cannot see how many there are, and keeps one plan for all sizes in place of making one for each request.
const unseen = (values: readonly string[], type: 'uuid' | 'text'): RawBuilder<unknown> => sql`(select ${values}::${sql.raw(type)}[])`

/**
 * Who the named members are: ids of users and groups, then user names, external ids and e-mails; the rest is kept by its name until it arrives.
 * An e-mail that several users share names nobody.
 */
function knownMembers(members: Iterable<string>): RawBuilder<unknown> {
  const [ids, names]: [string[], string[]] = [[], []]
  for (const member of members) (isUuid(member) ? ids : names).push(member)
  // An external id may look like one of ours (Entra's do).
  const byId = sql`select coalesce(x.id, i.id)::text collate "C" as value, coalesce(u.id, x.id) as user_id, c.id as child_id from unnest(${unseen(ids, 'uuid')}) i (id)
    left join users u on u.id = i.id and u.deleted_at is null left join groups c on c.id = i.id
    left join lateral (
      select id from users where (external_id collate "C") = i.id::text and deleted_at is null and u.id is null and c.id is null limit 1
    ) x on true`
  if (names.length === 0) return byId
  return sql`${byId} union select coalesce(u.id::text, n.name), u.id, null::uuid from unnest(${unseen(names, 'text')}) n (name)
    left join lateral (
      select id from users where (lower(user_name) collate "C") = lower(n.name) and deleted_at is null
      union all select id from users where (external_id collate "C") = n.name and deleted_at is null
      union all select min(id::text)::uuid from users where lower(email) = lower(n.name) and deleted_at is null having count(*) = 1 limit 1
    ) u on true`
}

const tell = (from: RawBuilder<unknown>, { at, actor, action, detail }: Told, counts: RawBuilder<unknown>) =>
  sql`insert into directory_events (at, actor, action, subject, detail) select ${at}::timestamptz, ${actor}, ${action}, id, ${JSON.stringify(detail)}::jsonb || ${counts} from ${from}`

export interface NewGroup {
  readonly id: string
  readonly displayName: string
  readonly externalId: string | null
  readonly members: ReadonlySet<string>
}

/** False when the name is taken. Groups that were waiting for this one as a member have it then. */
export async function insertGroup(db: Db, group: NewGroup, told: Told): Promise<boolean> {
  const { rows } = await sql`with made as (
      insert into groups (id, display_name, external_id, created_at, modified_at)
      values (${group.id}, ${group.displayName}, ${group.externalId}, ${told.at}, ${told.at}) on conflict do nothing returning id
    ), known as (${knownMembers(group.members)}),
    added as (insert into group_members (group_id, value, user_id, child_id) select made.id, known.value, known.user_id, known.child_id from made, known returning 1),
    awaited as (update group_members set child_id = made.id from made where value = made.id::text and user_id is null and child_id is null),
    told as (${tell(sql`made`, told, sql`jsonb_build_object('added', (select count(*) from added))`)})
    select id from made`.execute(db)
  return rows.length === 1
}

export interface GroupUpdate {
  /** Null when it stays. */
  readonly displayName: string | null
  /** Undefined when it stays. */
  readonly externalId: string | null | undefined
  readonly replace: boolean
  readonly add: ReadonlySet<string>
  readonly remove: ReadonlySet<string>
}

export interface WrittenGroup {
  readonly version: number
  readonly renamed: boolean
  readonly added: number
  readonly removed: number
}

/**
 * One statement whose cost is that of the members named. The row of the group is taken first, so that writers of one group follow each other:
 * none is refused and none is lost. What changes nothing leaves the version and is told to nobody, as clients send members again that are there.
 * Answers null when there is no such group at one of these versions.
 */
export async function updateGroup(db: Db, id: string, versions: readonly number[] | null, change: GroupUpdate, told: Told): Promise<WrittenGroup | null> {
  const displayName = change.displayName === null ? sql`display_name` : sql`${change.displayName}::text`
  const externalId = change.externalId === undefined ? sql`external_id` : sql`${change.externalId}::text`
  const atVersion = versions === null ? sql`` : sql` and version = any(${[...versions]}::int[])`
  const removals: RawBuilder<unknown>[] = [
    ...(change.replace ? [sql`not exists (select 1 from known where known.value = e.value)`] : []),
    ...(change.remove.size === 0 ? [] : [sql`e.value = any(${unseen([...change.remove], 'text')}::text[])`]),
  ]
  const removed =
    removals.length === 0
      ? sql`select 1 where false`
      : sql`delete from group_members e using held where e.group_id = held.id and (${sql.join(removals, sql` or `)}) returning 1`
  const added =
    change.add.size === 0
      ? sql`select 1 where false`
      : sql`insert into group_members (group_id, value, user_id, child_id) select held.id, known.value, known.user_id, known.child_id from held, known on conflict (group_id, value) do nothing returning 1`
  const { rows } = await sql<WrittenGroup>`with held as materialized (
      select id, version, (display_name, external_id) is distinct from (${displayName}, ${externalId}) as renamed from groups where id = ${id}${atVersion} for update
    ), known as (${knownMembers(change.add)}), removed as (${removed}), added as (${added}),
    counted as materialized (
      select id, version, renamed, (select count(*) from added)::int as added, (select count(*) from removed)::int as removed from held
    ), bumped as (
      update groups set version = groups.version + 1, modified_at = ${told.at}, display_name = ${displayName}, external_id = ${externalId}
      from counted where groups.id = counted.id and (renamed or added > 0 or removed > 0) returning groups.id, groups.version
    ), told as (${tell(sql`bumped join counted using (id)`, told, sql`jsonb_build_object('added', added, 'removed', removed)`)})
    select coalesce(bumped.version, counted.version) as version, renamed, added, removed from counted left join bumped using (id)`.execute(db)
  return rows[0] ?? null
}

/** The values of the members that satisfy a condition. */
export const findMembersWhere = async (db: Db, id: string, condition: RawBuilder<unknown>): Promise<string[]> =>
  (
    await sql<{ value: string }>`select e.value from group_members e left join users mu on mu.id = e.user_id left join groups mg on mg.id = e.child_id
      where e.group_id = ${id} and ${condition}`.execute(db)
  ).rows.map(row => row.value)

/** Makes every other writer of the group wait until the transaction ends: an exact set must not miss who was added in between. */
export const lockGroup = (db: Db, id: string) => sql`select 1 from groups where id = ${id} for update`.execute(db)

export async function deleteGroup(db: Db, id: string, versions: readonly number[] | null, told: Told): Promise<boolean> {
  const atVersion = versions === null ? sql`` : sql` and version = any(${[...versions]}::int[])`
  const { rows } = await sql`with emptied as (delete from group_members where group_id = ${id} or child_id = ${id}),
    gone as (delete from groups where id = ${id}${atVersion} returning id),
    told as (${tell(sql`gone`, told, sql`'{}'::jsonb`)}) select id from gone`.execute(db)
  return rows.length === 1
}
