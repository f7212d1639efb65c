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

/** Who the named members are: ids of users and groups, then user names and external ids; the rest is kept by its name until it arrives. */
function knownMembers(members: Iterable<string>): RawBuilder<unknown> {
  const [ids, names]: [string[], string[]] = [[], []]
  for (const member of members) (isUuid(member) ? ids : names).push(member)
  const byId = sql`select i.id::text collate "C" as value, u.id as user_id, c.id as child_id from unnest(${ids}::uuid[]) i (id)
    left join users u on u.id = i.id and u.deleted_at is null left join groups c on c.id = i.id`
  if (names.length === 0) return byId
  return sql`${byId} union select coalesce(u.id::text, n.name), u.id, null::uuid from unnest(${names}::text[]) n (name)
    left join lateral (
      select id from users where (lower(user_name) collate "C") = lower(n.name) and deleted_at is null
      union all select id from users where (external_id collate "C") = n.name and deleted_at is null limit 1
    ) u on true`
}

/** At most this many members are named in an event; it says how many there were. */
const mostNamed = 1000

const named = (members: string) => sql`(select coalesce(jsonb_agg(value), '[]') from (select value from ${sql.ref(members)} limit ${sql.lit(mostNamed)}) named)`
const nobody = sql`select null::text as value where false`

/** Tells of the groups of `from`, of the members `added` and `removed`, and of a rename. */
const tell = (from: RawBuilder<unknown>, { at, actor, action, detail }: Told, renamed: RawBuilder<unknown> = sql`'{}'::jsonb`) =>
  sql`insert into directory_events (at, actor, action, subject, detail, changes)
    select ${at}::timestamptz, ${actor}, ${action}, t.id, ${JSON.stringify(detail)}::jsonb || jsonb_build_object('added', m.added, 'removed', m.removed),
      ${renamed} || case when m.added + m.removed = 0 then '{}'::jsonb else jsonb_build_object('members', jsonb_build_object(
        'added', ${named('added')}, 'removed', ${named('removed')}, 'addedCount', m.added, 'removedCount', m.removed)) end
    from ${from} t, (select (select count(*) from added) as added, (select count(*) from removed) as removed) m`

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
    added as (insert into group_members (group_id, value, user_id, child_id) select made.id, known.value, known.user_id, known.child_id from made, known returning value), removed as (${nobody}),
    awaited as (update group_members set child_id = made.id from made where value = made.id::text and user_id is null and child_id is null),
    told as (${tell(sql`made`, told)})
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

/**
 * One statement whose cost is that of the members named. The row of the group is taken first, so that writers of one group follow each other:
 * none is refused and none is lost. Answers the new version, or null when there is no such group at this version.
 */
export async function updateGroup(db: Db, id: string, versions: readonly number[] | null, change: GroupUpdate, told: Told): Promise<number | null> {
  const renamed = change.displayName === null ? sql`` : sql`, display_name = ${change.displayName}`
  const rekeyed = change.externalId === undefined ? sql`` : sql`, external_id = ${change.externalId}`
  const atVersion = versions === null ? sql`` : sql` and version = any(${[...versions]}::int[])`
  const removals: RawBuilder<unknown>[] = [
    ...(change.replace ? [sql`not exists (select 1 from known where known.value = e.value)`] : []),
    ...(change.remove.size === 0 ? [] : [sql`e.value = any(${[...change.remove]}::text[])`]),
  ]
  const removed =
    removals.length === 0
      ? nobody
      : sql`delete from group_members e using bumped where e.group_id = bumped.id and (${sql.join(removals, sql` or `)}) returning e.value`
  const added =
    change.add.size === 0
      ? nobody
      : sql`insert into group_members (group_id, value, user_id, child_id) select bumped.id, known.value, known.user_id, known.child_id from bumped, known on conflict (group_id, value) do nothing returning value`
  const { rows } = await sql<{ version: number }>`with bumped as (
      update groups set version = version + 1, modified_at = ${told.at}${renamed}${rekeyed} where id = ${id}${atVersion} returning id, version
    ), known as (${knownMembers(change.add)}), removed as (${removed}), added as (${added}),
    told as (${tell(sql`bumped`, told, renameOf(id, change.displayName))})
    select version from bumped`.execute(db)
  return rows[0]?.version ?? null
}

const renameOf = (id: string, displayName: string | null) =>
  displayName === null
    ? sql`'{}'::jsonb`
    : sql`coalesce((select jsonb_build_object('displayName', jsonb_build_object('from', display_name, 'to', ${displayName}::text))
        from groups where id = ${id} and display_name <> ${displayName}), '{}')`

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
    added as (${nobody}), removed as (${nobody}),
    told as (${tell(sql`gone`, told)}) select id from gone`.execute(db)
  return rows.length === 1
}
