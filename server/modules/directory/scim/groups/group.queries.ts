import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../../db/database.ts'
import { rulesAreAt } from '../../access/rule-sets.queries.ts'
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

/** How many members came or went, and which, in SQL. */
interface Tally {
  readonly many: string
  readonly named: string
}

/** Members that a statement adds or removes: the part of its `with` that does so, and what counts them in a `from`. */
interface Moved extends Tally {
  readonly part: RawBuilder<unknown>
  readonly from: string
}

const none: Tally = { many: '0', named: `'[]'::jsonb` }

/** `change` answers the `value` and `user_id` of each, and is called `name`; `atMost` is how many they can be. */
function moved(name: 'added' | 'removed', change: RawBuilder<unknown>, atMost: number): Moved {
  const tally =
    atMost <= mostNamed
      ? `select count(*)::int as many, coalesce(jsonb_agg(value), '[]') as named from ${name}`
      : `select (select count(*)::int from ${name}) as many, coalesce(jsonb_agg(value), '[]') as named from (select value from ${name} limit ${mostNamed}) each`
  return { part: sql`${sql.raw(name)} as (${change})`, from: `, (${tally}) ${name}_tally`, many: `${name}_tally.many`, named: `${name}_tally.named` }
}

/** Tells of the groups `t`, of the members that came and went, and of a rename. */
function tell(from: string, { at, actor, action, detail }: Told, came: Tally, gone: Tally, renamed: string | null = null): RawBuilder<unknown> {
  const members = `case when ${came.many} + ${gone.many} = 0 then '{}'::jsonb else jsonb_build_object('members', jsonb_build_object(
    'added', ${came.named}, 'removed', ${gone.named}, 'addedCount', ${came.many}, 'removedCount', ${gone.many})) end`
  const counts = `jsonb_build_object('added', ${came.many}, 'removed', ${gone.many}), ${renamed === null ? members : `${renamed} || ${members}`}`
  return sql`insert into directory_events (at, actor, action, subject, detail, changes)
    select ${at}::timestamptz, ${actor}, ${action}, t.id, ${JSON.stringify(detail)}::jsonb || ${sql.raw(`${counts} from ${from}`)}`
}

export interface NewGroup {
  readonly id: string
  readonly displayName: string
  readonly externalId: string | null
  readonly members: ReadonlySet<string>
}

/** What a statement did to a group: the users who came or went, where `members` were asked for. */
export interface GroupWritten {
  readonly version: number
  readonly displayName: string
  readonly members: readonly string[]
}

/** What a change of a group was computed with, and whether the users who come or go are to be named: rules may look at the group. */
export interface Asked {
  readonly revision: number
  readonly members: boolean
}

const usersIn = (changed: string, { members }: Asked): string =>
  members ? `(select coalesce(array_agg(distinct user_id), '{}') from ${changed} where user_id is not null)` : `'{}'::uuid[]`

/** Answers nothing when the name is taken, or when the rules are at another revision. Groups that were waiting for this one as a member have it then. */
export async function insertGroup(db: Db, group: NewGroup, asked: Asked, told: Told): Promise<GroupWritten | undefined> {
  const added = sql`insert into group_members (group_id, value, user_id, child_id)
    select made.id, known.value, known.user_id, known.child_id from made, known returning value, user_id`
  const came = moved('added', added, group.members.size)
  const { rows } = await sql<GroupWritten>`with made as (
      insert into groups (id, display_name, external_id, created_at, modified_at)
      select ${group.id}::uuid, ${group.displayName}, ${group.externalId}, ${told.at}::timestamptz, ${told.at}::timestamptz
      where ${rulesAreAt(asked.revision)} on conflict do nothing returning id
    ), known as (${knownMembers(group.members)}), ${came.part},
    awaited as (update group_members set child_id = made.id from made where value = made.id::text and user_id is null and child_id is null),
    told as (${tell(`made t${came.from}`, told, came, none)})
    select 1 as version, ${group.displayName} as "displayName", ${sql.raw(usersIn('added', asked))} as members from made`.execute(db)
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

const renameOf = `case when t.former = t.display_name then '{}'::jsonb
  else jsonb_build_object('displayName', jsonb_build_object('from', t.former, 'to', t.display_name)) end`

/**
 * One statement whose cost is that of the members named. The row of the group is taken first, so that writers of one group follow each other:
 * none is refused and none is lost. What changes nothing leaves the version and is told to nobody, as clients send members again that are there.
 * Answers nothing when there is no such group at one of these versions, or when the rules are at another revision.
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
  const gone = removals.length === 0 ? null : moved('removed', removed, change.replace ? Infinity : change.remove.size)
  const came = change.add.size === 0 ? null : moved('added', added, change.add.size)
  const movedUsers = [...(came === null ? [] : ['select user_id from added']), ...(gone === null ? [] : ['select user_id from removed'])]
  const members = movedUsers.length === 0 ? `'{}'::uuid[]` : usersIn(`(${movedUsers.join(' union all ')}) moved`, asked)
  const [{ many: cameMany, named: cameNamed }, { many: goneMany, named: goneNamed }] = [came ?? none, gone ?? none]
  const { rows } = await sql<GroupUpdated>`with held as materialized (
      select id, version, display_name as former, ${isRenamed} as renamed from groups where id = ${id}${atVersion} and ${rulesAreAt(asked.revision)} for update
    ), ${sql.join([sql`known as (${knownMembers(change.add)})`, ...(gone === null ? [] : [gone.part]), ...(came === null ? [] : [came.part])])},
    bumped as (
      update groups set version = groups.version + 1, modified_at = ${told.at}${renaming}
      ${sql.raw(`from held${came?.from ?? ''}${gone?.from ?? ''} where groups.id = held.id and (renamed or ${cameMany} > 0 or ${goneMany} > 0)
      returning groups.id, groups.version, former, display_name, ${cameMany} as came, ${cameNamed} as came_named, ${goneMany} as gone, ${goneNamed} as gone_named`)}
    ), told as (${tell('bumped t', told, { many: 't.came', named: 't.came_named' }, { many: 't.gone', named: 't.gone_named' }, isRenaming ? renameOf : null)})
    ${sql.raw(`select coalesce(bumped.version, held.version) as version, coalesce(bumped.display_name, held.former) as "displayName", renamed,
      coalesce(came, 0) as added, coalesce(gone, 0) as removed, ${members} as members
    from held left join bumped on true`)}`.execute(db)
  return rows[0]
}

/**
 * What `updateGroup` does for one member more who is named by an id, the request that clients send most: the same locks, with nothing to add up.
 */
export async function addMember(db: Db, id: string, member: string, asked: Asked, told: Told): Promise<GroupUpdated | undefined> {
  const { rows } = await sql<GroupUpdated>`with held as materialized (
      select id, version, display_name from groups where id = ${id} and ${rulesAreAt(asked.revision)} for update
    ), known as (
      select coalesce(u.id, x.id, i.id)::text as value, coalesce(u.id, x.id) as user_id, c.id as child_id from (select ${member}::uuid as id) i
        left join users u on u.id = i.id and u.deleted_at is null left join groups c on c.id = i.id and u.id is null
        left join lateral (select id from users where (external_id collate "C") = i.id::text and deleted_at is null limit 1) x on u.id is null and c.id is null
    ), added as (
      insert into group_members (group_id, value, user_id, child_id) select held.id, known.value, known.user_id, known.child_id from held, known
      on conflict (group_id, value) do nothing returning value, user_id
    ), bumped as (
      update groups set version = groups.version + 1, modified_at = ${told.at} from added where groups.id = ${id} returning groups.id, groups.version, added.value
    ), told as (
      insert into directory_events (at, actor, action, subject, detail, changes)
      select ${told.at}::timestamptz, ${told.actor}, ${told.action}, id, ${JSON.stringify({ ...told.detail, added: 1, removed: 0 })}::jsonb,
        jsonb_build_object('members', jsonb_build_object('added', jsonb_build_array(value), 'removed', '[]'::jsonb, 'addedCount', 1, 'removedCount', 0)) from bumped
    ) select coalesce(bumped.version, held.version) as version, held.display_name as "displayName", false as renamed,
      case when bumped.id is null then 0 else 1 end as added, 0 as removed, ${sql.raw(usersIn('added', asked))} as members
    from held left join bumped on true`.execute(db)
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
  const { rows } = await sql<GroupWritten>`with
    deleted as (delete from groups where id = ${id}${atVersion} and ${rulesAreAt(asked.revision)} returning id, version, display_name),
    emptied as (delete from group_members e using deleted where e.group_id = deleted.id or e.child_id = deleted.id returning e.user_id),
    told as (${tell('deleted t', told, none, none)})
    select version, display_name as "displayName", ${sql.raw(usersIn('emptied', asked))} as members from deleted`.execute(db)
  return rows[0]
}
