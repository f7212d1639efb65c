import type { GrantKind } from '@rollcall/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { JsonObject } from '../scim/json.ts'
import { userColumns } from '../scim/users/user-target.ts'
import { managerAmong, type Told } from '../scim/users/user.queries.ts'
import { isUuid } from '../scim/uuid.ts'
import type { Claims } from './claims.ts'
import type { LookedAt } from './looked-at.ts'
import { type Crowd, type CrowdChange, needsManagers, valueOf } from './population.ts'
import type { RuleSet } from './rule.ts'

/** Whose access is asked about: everybody's; that of some, by id; or that of so many whom a list shows after a place. */
export type Whose = 'everybody' | readonly string[] | { readonly after: number; readonly most: number | null }

interface Question {
  readonly set: RuleSet
  readonly kinds: readonly GrantKind[]
  readonly whose: Whose
}

// Names come from our schemas, never from a request.
const literal = (text: string): RawBuilder<unknown> => sql.lit(text)

// What is a grant itself is read with the grants.
const saidElsewhere = new Set(['chorus_role', 'chorus_license_type', 'manager_email', 'manager'])

function attributeValue({ key, extension, attribute: { name } }: LookedAt): RawBuilder<unknown> {
  if (saidElsewhere.has(name)) return sql`null`
  const column = userColumns[key]
  if (column !== undefined) return sql`to_jsonb(${sql.raw(column)})`
  return extension === null ? sql`u.attributes->${literal(name)}` : sql`u.attributes->${literal(extension)}->${literal(name)}`
}

/** How users are read. */
interface Reading {
  /** Each user in question: `(id, ordinal, active, user_name, name)` and whatever the state is made of. */
  readonly users: RawBuilder<unknown>
  /** The columns that the state is made of. Users are grouped by these: to build a document for each of them took longer than all the rest. */
  readonly columns: RawBuilder<unknown>
  readonly state: RawBuilder<unknown>
}

async function readingOf(db: Db, { set, kinds, whose }: Question): Promise<Reading> {
  const withManagers = needsManagers(set, kinds)
  const { names, source } = await groupsOf(db, set, whose)
  const claims = sql`(select coalesce(jsonb_object_agg(k, u.claims->k), '{}') from unnest(${set.claims}::text[]) k where u.claims ? k)`
  const attributes = set.attributes.map((attribute, index) => [`attribute_${index}`, attributeValue(attribute)] as const)
  const columns = [
    ...attributes,
    ['groups', names],
    ['claims', set.claims.length === 0 ? sql`'{}'::jsonb` : claims],
    ...['door', 'role', 'role_source', 'role_rule', 'licence', 'licence_source', 'licence_rule'].map(name => [name, sql.ref(`u.${name}`)] as const),
    ...(withManagers ? ['manager_ref', 'manager_source', 'manager_rule'] : []).map(name => [name, sql.ref(`u.${name}`)] as const),
    ['withheld', withManagers ? sql`u.withheld` : sql`u.withheld - 'manager'`],
  ] as const
  return {
    users: sql`select u.id, u.ordinal, u.active, u.user_name, u.name, ${sql.join(columns.map(([name, value]) => sql`${value} as ${sql.ref(name)}`))}
      from ${usersIn(whose)} u ${source}`,
    columns: sql.join(columns.map(([name]) => sql.ref(name))),
    state: sql`jsonb_build_object(
      'attributes', jsonb_build_array(${sql.join(attributes.map(([name]) => sql.ref(name)))}),
      'groups', groups,
      'claims', claims,
      'door', door,
      'role', jsonb_build_array(role, role_source, role_rule),
      'licence', jsonb_build_array(licence, licence_source, licence_rule),
      'manager', ${withManagers ? sql`jsonb_build_array(manager_ref, manager_source, manager_rule)` : sql`null`},
      'withheld', withheld)`,
  }
}

function usersIn(whose: Whose): RawBuilder<unknown> {
  if (whose === 'everybody') return sql`(select * from users where deleted_at is null)`
  if (!('after' in whose)) return sql`(select * from users where deleted_at is null and id = any(${whose}::uuid[]))`
  return sql`(select * from users where deleted_at is null and ordinal > ${whose.after} order by ordinal limit ${whose.most})`
}

/** The state of each user in question: `(id, ordinal, active, user_name, name, state)`. */
async function states(db: Db, question: Question): Promise<RawBuilder<unknown>> {
  const { users, state } = await readingOf(db, question)
  return sql`select id, ordinal, active, user_name, name, ${state} as state from (${users}) r`
}

/** The groups of a user that rules look at: for everybody from the members of those groups, for some from their own memberships. */
async function groupsOf(db: Db, set: RuleSet, whose: Whose): Promise<{ names: RawBuilder<unknown>; source: RawBuilder<unknown> }> {
  if (!set.looksAtGroups) return { names: sql`null`, source: sql`` }
  if (Array.isArray(whose))
    return {
      names: sql`(select jsonb_agg(g.display_name order by g.display_name) from group_members e join groups g on g.id = e.group_id where e.value = u.id::text)`,
      source: sql``,
    }
  const groups = await db.selectFrom('groups').select(['id', 'display_name']).execute()
  const looked = groups.filter(group => set.looksAtGroup(group.display_name)).map(group => group.id)
  return {
    names: sql`memberships.names`,
    source: sql`left join (select e.user_id, jsonb_agg(g.display_name order by g.display_name) as names
      from groups g join group_members e on e.group_id = g.id where g.id = any(${looked}::uuid[]) and e.user_id is not null group by 1) memberships on memberships.user_id = u.id`,
  }
}

/** Users by their states. */
export async function findCrowds(db: Db, question: Question): Promise<Crowd[]> {
  const { users, columns, state } = await readingOf(db, question)
  const { rows } = await sql<Crowd>`select ${state} as state, users, active, fingerprint from (
      select ${columns}, count(*)::int as users, (count(*) filter (where active))::int as active, sum(uuid_hash_extended(id, 0))::text as fingerprint
      from (${users}) r group by ${columns}
    ) g`.execute(db)
  return rows
}

const changeRows = (changes: readonly CrowdChange[]) => sql`jsonb_to_recordset(${JSON.stringify(
  changes.map(({ crowd, before, after, kinds }, index) => {
    const { claims: _, door: __, manager_ref, ...rest } = after
    const isId = manager_ref !== null && isUuid(manager_ref)
    return {
      ...rest,
      index,
      state: crowd.state,
      manager_ref,
      manager_named: isId ? null : manager_ref,
      manager_by_id: isId ? manager_ref : null,
      differs: kinds.length > 0,
      manager_differs: kinds.includes('manager'),
      detail: {
        changed: kinds,
        ...Object.fromEntries(
          kinds.map(kind => [kind, { from: valueOf(before, kind), to: valueOf(after, kind), source: after[`${kind}_source`], rule: after[`${kind}_rule`] }]),
        ),
      },
    }
  }),
)}::jsonb) as c (index int, state jsonb, role text, role_source text, role_rule uuid, licence text, licence_source text, licence_rule uuid,
  manager_ref text, manager_source text, manager_rule uuid, manager_named text, manager_by_id uuid, withheld jsonb, differs boolean, manager_differs boolean, detail jsonb)`

interface ChangedUser {
  readonly id: string
  readonly ordinal: number
  readonly user_name: string
  readonly name: string
  /** Which change is for them. */
  readonly index: number
}

/** Of these users as a rule enough are changed to fill a page. */
const lookedThroughFirst = 1000

/** One page of the users that changes are for, in the order of lists. */
export async function findChangedUsers(
  db: Db,
  { set, kinds }: Omit<Question, 'whose'>,
  changes: readonly CrowdChange[],
  after: number,
  limit: number,
): Promise<ChangedUser[]> {
  const found = async (most: number | null) =>
    (
      await sql<ChangedUser>`select * from (
          select s.id, s.ordinal, s.user_name, s.name, c.index
          from (${await states(db, { set, kinds, whose: { after, most } })}) s
          join jsonb_to_recordset(${JSON.stringify(changes.map(({ crowd }, index) => ({ index, state: crowd.state })))}::jsonb) as c (index int, state jsonb)
            on c.state = s.state
          -- A fence: for the sake of the limit, the changes would be gone through once for each user.
          offset 0
        ) changed order by ordinal limit ${limit}`.execute(db)
    ).rows
  const first = await found(lookedThroughFirst)
  return first.length === limit ? first : found(null)
}

/** Gives the users of each crowd what they are to have, with an event for everybody who has something else than before. Answers how many rows it wrote. */
export async function applyChanges(db: Db, question: Question, changes: readonly CrowdChange[], { at, actor }: Pick<Told, 'at' | 'actor'>): Promise<number> {
  const withManagers = needsManagers(question.set, question.kinds)
  const others = withManagers ? sql`` : sql` || case when u.withheld ? 'manager' then jsonb_build_object('manager', u.withheld->'manager') else '{}'::jsonb end`
  const manager = withManagers
    ? sql`, manager_ref = c.manager_ref, manager_source = c.manager_source, manager_rule = c.manager_rule,
        manager_id = case when c.manager_differs then ${managerAmong({ ref: sql`c.manager_ref`, named: sql`c.manager_named`, byId: sql`c.manager_by_id` }, sql`u.id`)} else u.manager_id end`
    : sql``
  const { rows } = await sql<{ count: number }>`with changed as (
      update users u set role = c.role, role_source = c.role_source, role_rule = c.role_rule,
        licence = c.licence, licence_source = c.licence_source, licence_rule = c.licence_rule, withheld = c.withheld${others}${manager},
        version = u.version + c.differs::int, modified_at = case when c.differs then ${at}::timestamptz else u.modified_at end
      from (${await states(db, question)}) s, ${changeRows(changes)}
      where c.state = s.state and u.id = s.id
      returning u.id, u.user_name, c.differs, c.detail
    ), told as (
      insert into directory_events (at, actor, action, subject, detail)
      select ${at}::timestamptz, ${actor}, 'user.updated', id, jsonb_build_object('userName', user_name) || detail from changed where differs
    ) select count(*)::int as count from changed`.execute(db)
  return rows[0]?.count ?? 0
}

/** Writes users again as they are, in one order: who computes with what was there before begins anew, who wrote just now is waited for. */
export const touchUsers = (db: Db, ids: readonly string[], at: Date) =>
  sql`update users set version = version + 1, modified_at = ${at} where id in (select id from users where id = any(${ids}::uuid[]) and deleted_at is null order by id for update)`.execute(
    db,
  )

/** How many admins could sign in; nobody else changes that until the transaction ends. */
export async function countAdmins(db: Db): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('directory.admins'))`.execute(db)
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from users where role = 'admin' and active and deleted_at is null`.execute(db)
  return rows[0]?.count ?? 0
}

/** By rule, how many users have something by it. */
export const countByRule = async (db: Db): Promise<{ rule: string; users: number }[]> =>
  (
    await sql<{ rule: string; users: number }>`select rule, count(distinct id)::int as users
      from users, unnest(array[role_rule, licence_rule, manager_rule]) rule where rule is not null and deleted_at is null group by rule`.execute(db)
  ).rows

export const findAwaitedManagers = async (db: Db): Promise<{ name: string; users: number }[]> =>
  (
    await sql<{ name: string; users: number }>`select min(manager_ref) as name, count(*)::int as users from users
      where manager_ref is not null and manager_id is null and deleted_at is null group by lower(manager_ref) order by 2 desc, 1 limit 500`.execute(db)
  ).rows

/** What the newest users have: every attribute with its text, `attributes` being kept as the clients sent them. */
export const findSampleUsers = async (db: Db, limit: number) =>
  (
    await sql<{ attributes: JsonObject; claims: Claims; user_name: string }>`select attributes, claims, user_name from users
      where deleted_at is null order by ordinal desc limit ${limit}`.execute(db)
  ).rows

export const findGroupNames = async (db: Db, limit: number): Promise<string[]> =>
  (await db.selectFrom('groups').select('display_name').orderBy('ordinal').limit(limit).execute()).map(group => group.display_name)
