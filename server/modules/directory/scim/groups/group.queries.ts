import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../../db/database.ts'
import { revisionHeld } from '../../access/rule-sets.queries.ts'
import type { Told, Written } from '../users/user.queries.ts'
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
  const byId = sql`select coalesce(m.user_id, i.id)::text collate "C" as value, m.user_id, m.child_id from unnest(${unseen(ids, 'uuid')}) i (id)
    left join lateral (
      select id as user_id, null::uuid as child_id from users where id = i.id and deleted_at is null
      union all select null, id from groups where id = i.id
      union all select id, null from users where (external_id collate "C") = i.id::text and deleted_at is null limit 1
    ) m on true`
  if (names.length === 0) return byId
  return sql`${byId} union select coalesce(u.id::text, n.name), u.id, null::uuid from unnest(${unseen(names, 'text')}) n (name)
    left join lateral (
      select id from users where (lower(user_name) collate "C") = lower(n.name) and deleted_at is null
      union all select id from users where (external_id collate "C") = n.name and deleted_at is null
      union all select min(id::text)::uuid from users where lower(email) = lower(n.name) and deleted_at is null having count(*) = 1 limit 1
    ) u on true`
}

/** At most this many members are named in an event; it says how many there were. */
const mostNamed = 1000

/** Members that a statement adds or removes: the parts of its `with` that do so and count them, and what the rest of it can say of them. */
interface Moved {
  readonly parts: readonly RawBuilder<unknown>[]
  readonly from: RawBuilder<unknown>
  readonly many: RawBuilder<unknown>
  readonly named: RawBuilder<unknown>
  /** `many` where it is not in the `from`. */
  readonly total: RawBuilder<unknown>
}

const noMembers: Moved = { parts: [], from: sql``, many: sql`0`, named: sql`'[]'::jsonb`, total: sql`0` }

/** `change` answers the `value` and `user_id` of each, and is called `name`; `atMost` is how many they can be. */
function moved(name: 'added' | 'removed', change: RawBuilder<unknown>, atMost: number): Moved {
  const counted = sql.ref(`${name}_count`)
  const values = sql`(select value from ${sql.ref(name)} limit ${sql.lit(mostNamed)}) each`
  const tally =
    atMost <= mostNamed
      ? sql`select count(*)::int as many, coalesce(jsonb_agg(value), '[]') as named from ${sql.ref(name)}`
      : sql`select (select count(*)::int from ${sql.ref(name)}) as many, coalesce(jsonb_agg(value), '[]') as named from ${values}`
  return {
    parts: [sql`${sql.ref(name)} as (${change})`, sql`${counted} as materialized (${tally})`],
    from: sql`, ${counted}`,
    many: sql`${counted}.many`,
    named: sql`${counted}.named`,
    total: sql`(select many from ${counted})`,
  }
}

/** Tells of the groups of `from`, of the members that came and went, and of a rename. */
const tell = (
  from: RawBuilder<unknown>,
  { at, actor, action, detail }: Told,
  came = noMembers,
  gone = noMembers,
  renamed: RawBuilder<unknown> | null = null,
) => {
  const members = sql`case when ${came.many} + ${gone.many} = 0 then '{}'::jsonb else jsonb_build_object('members', jsonb_build_object(
    'added', ${came.named}, 'removed', ${gone.named}, 'addedCount', ${came.many}, 'removedCount', ${gone.many})) end`
  return sql`insert into directory_events (at, actor, action, subject, detail, changes)
    select ${at}::timestamptz, ${actor}, ${action}, t.id, ${JSON.stringify(detail)}::jsonb || jsonb_build_object('added', ${came.many}, 'removed', ${gone.many}),
      ${renamed === null ? members : sql`${renamed} || ${members}`}
    from ${from} t${came.from}${gone.from}`
}

export interface NewGroup {
  readonly id: string
  readonly displayName: string
  readonly externalId: string | null
  readonly members: ReadonlySet<string>
}

/** What a statement did to a group: the users who came or went, where `members` were asked for. */
export interface GroupWritten extends Written {
  readonly version: number
  readonly displayName: string
  readonly members: readonly string[]
}

/** What a change of a group was computed with, and whether the users who come or go are to be named: rules may look at the group. */
export interface Asked {
  readonly revision: number
  readonly members: boolean
}

const usersIn = (changed: RawBuilder<unknown>, { members }: Asked) =>
  members ? sql`(select coalesce(array_agg(distinct user_id), '{}') from ${changed} where user_id is not null)` : sql`'{}'::uuid[]`

/** Not written when the name is taken, or when the rules are at another revision. Groups that were waiting for this one as a member have it then. */
export async function insertGroup(db: Db, group: NewGroup, asked: Asked, told: Told): Promise<GroupWritten | undefined> {
  const added = sql`insert into group_members (group_id, value, user_id, child_id)
    select made.id, known.value, known.user_id, known.child_id from made, known returning value, user_id`
  const came = moved('added', added, group.members.size)
  const { rows } = await sql<GroupWritten>`with rules as materialized (select ${revisionHeld} as revision), made as (
      insert into groups (id, display_name, external_id, created_at, modified_at)
      select ${group.id}::uuid, ${group.displayName}, ${group.externalId}, ${told.at}::timestamptz, ${told.at}::timestamptz from rules
      where rules.revision = ${asked.revision} on conflict do nothing returning id
    ), known as (${knownMembers(group.members)}), ${sql.join(came.parts)},
    awaited as (update group_members set child_id = made.id from made where value = made.id::text and user_id is null and child_id is null),
    told as (${tell(sql`made`, told, came)})
    select exists (select 1 from made) as written, revision, 1 as version, ${group.displayName} as "displayName", ${usersIn(sql`added`, asked)} as members from rules`.execute(
    db,
  )
  return rows[0]
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

/** `renamed`: the name or the external id is another one now; then how many members came and went. */
export interface GroupUpdated extends GroupWritten {
  readonly renamed: boolean
  readonly added: number
  readonly removed: number
}

const renameOf = sql`case when t.former = t.display_name then '{}'::jsonb
  else jsonb_build_object('displayName', jsonb_build_object('from', t.former, 'to', t.display_name)) end`

/**
 * One statement whose cost is that of the members named. The row of the group is taken first, so that writers of one group follow each other:
 * none is refused and none is lost. What changes nothing leaves the version and is told to nobody, as clients send members again that are there.
 * Not written when there is no such group at one of these versions, or when the rules are at another revision.
 */
export async function updateGroup(
  db: Db,
  id: string,
  versions: readonly number[] | null,
  change: GroupUpdate,
  asked: Asked,
  told: Told,
): Promise<GroupUpdated | undefined> {
  const displayName = change.displayName === null ? sql`display_name` : sql`${change.displayName}::text`
  const externalId = change.externalId === undefined ? sql`external_id` : sql`${change.externalId}::text`
  const atVersion = versions === null ? sql`` : sql` and version = any(${[...versions]}::int[])`
  const isRenaming = change.displayName !== null || change.externalId !== undefined
  const isRenamed = isRenaming ? sql`(display_name, external_id) is distinct from (${displayName}, ${externalId})` : sql`false`
  const renaming = isRenaming ? sql`, display_name = ${displayName}, external_id = ${externalId}` : sql``
  const removals: RawBuilder<unknown>[] = [
    ...(change.replace ? [sql`not exists (select 1 from known where known.value = e.value)`] : []),
    ...(change.remove.size === 0 ? [] : [sql`e.value = any(${unseen([...change.remove], 'text')}::text[])`]),
  ]
  const removed = sql`delete from group_members e using held where e.group_id = held.id and (${sql.join(removals, sql` or `)}) returning e.value, e.user_id`
  const added = sql`insert into group_members (group_id, value, user_id, child_id)
    select held.id, known.value, known.user_id, known.child_id from held, known on conflict (group_id, value) do nothing returning value, user_id`
  const gone = removals.length === 0 ? noMembers : moved('removed', removed, change.replace ? Infinity : change.remove.size)
  const came = change.add.size === 0 ? noMembers : moved('added', added, change.add.size)
  const movedUsers = [...(came === noMembers ? [] : [sql`select user_id from added`]), ...(gone === noMembers ? [] : [sql`select user_id from removed`])]
  const members = movedUsers.length === 0 ? sql`'{}'::uuid[]` : usersIn(sql`(${sql.join(movedUsers, sql` union all `)}) moved`, asked)
  const { rows } = await sql<GroupUpdated>`with rules as materialized (select ${revisionHeld} as revision), held as materialized (
      select id, version, display_name as former, ${isRenamed} as renamed
      from rules, groups where id = ${id}${atVersion} and rules.revision = ${asked.revision} for update of groups
    ), ${sql.join([sql`known as (${knownMembers(change.add)})`, ...gone.parts, ...came.parts])},
    bumped as (
      update groups set version = groups.version + 1, modified_at = ${told.at}${renaming}
      from held${came.from}${gone.from} where groups.id = held.id and (renamed or ${came.many} > 0 or ${gone.many} > 0)
      returning groups.id, groups.version, former, display_name
    ), told as (${tell(sql`bumped`, told, came, gone, isRenaming ? renameOf : null)})
    select held.id is not null as written, rules.revision, coalesce((select version from bumped), held.version, 0) as version,
      coalesce((select display_name from bumped), held.former, '') as "displayName", coalesce(renamed, false) as renamed,
      ${came.total} as added, ${gone.total} as removed, ${members} as members
    from rules left join held on true`.execute(db)
  return rows[0]
}

/** The values of the members that satisfy a condition. */
export const findMembersWhere = async (db: Db, id: string, condition: RawBuilder<unknown>): Promise<string[]> =>
  (
    await sql<{ value: string }>`select e.value from group_members e left join users mu on mu.id = e.user_id left join groups mg on mg.id = e.child_id
      where e.group_id = ${id} and ${condition}`.execute(db)
  ).rows.map(row => row.value)

/** Makes every other writer of the group wait until the transaction ends: an exact set must not miss who was added in between. Answers its name. */
export const lockGroup = async (db: Db, id: string): Promise<string | undefined> =>
  (await sql<{ display_name: string }>`select display_name from groups where id = ${id} for update`.execute(db)).rows[0]?.display_name

export const findMemberUsers = async (db: Db, id: string): Promise<string[]> =>
  (await sql<{ user_id: string }>`select user_id from group_members where group_id = ${id} and user_id is not null`.execute(db)).rows.map(row => row.user_id)

export async function deleteGroupRow(db: Db, id: string, versions: readonly number[] | null, asked: Asked, told: Told): Promise<GroupWritten | undefined> {
  const atVersion = versions === null ? sql`` : sql` and version = any(${[...versions]}::int[])`
  const { rows } = await sql<GroupWritten>`with rules as materialized (select ${revisionHeld} as revision),
    deleted as (delete from groups using rules where id = ${id}${atVersion} and rules.revision = ${asked.revision} returning id, version, display_name),
    emptied as (delete from group_members e using deleted where e.group_id = deleted.id or e.child_id = deleted.id returning e.user_id),
    told as (${tell(sql`deleted`, told)})
    select deleted.id is not null as written, revision, coalesce(version, 0) as version, coalesce(display_name, '') as "displayName", ${usersIn(sql`emptied`, asked)} as members
    from rules left join deleted on true`.execute(db)
  return rows[0]
}
