import type { AccountStatus, LinkReason, LoginRef } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** Who is compared with whom; `loginId` where a single login is the subject and not a person. */
export interface QuestionRow {
  readonly id: string
  readonly kind: 'disputed_login' | 'disputed_persons' | 'unlinked' | 'similar'
  readonly detail: string
  readonly loginId: string | null
  readonly loginKind: LoginRef['kind'] | null
  readonly personId: string | null
  readonly candidates: string[]
}

interface Page {
  readonly after: string | null
  readonly limit: number
}

const disputes = sql`
  select l.id, 'disputed_login' as kind, min(d.detail) as detail, l.id as "loginId", l.kind as "loginKind", k.person_id as "personId",
    array_agg(distinct d.person_id)::text[] as candidates
  from disputes d join logins l on l.id = coalesce(d.identity_id, d.account_id) left join login_links k on k.login_id = l.id
  where d.other_person_id is null group by l.id, l.kind, k.person_id
  union all
  select d.person_id, 'disputed_persons', min(d.detail), null, null, d.person_id, array_agg(distinct d.other_person_id)::text[]
  from disputes d where d.person_id < d.other_person_id group by d.person_id`

/** One page of what is disputed, and one more where there is a next page. */
export const findDisputed = async (db: Db, page: Page): Promise<{ rows: QuestionRow[]; total: number }> => {
  const { rows } = await sql<QuestionRow>`select * from (${disputes}) q where ${beyond(page)} order by id limit ${page.limit + 1}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*) as total from (${disputes}) q`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

const beyond = ({ after }: Page) => (after === null ? sql`true` : sql`id > ${after}::uuid`)

// A name or a local part that many share says nothing, and would make pairs of each with each.
const mostSharing = 5
// An account that nobody stands behind is not compared with all others of its kind.
const mostCandidates = 5

/**
 * Sets aside who looks like somebody else, for the questions that follow; gone with the transaction. Accounts without an identity source
 * behind them: whoever has the same name or the same local part in another domain. Persons with one: the same name and, beside it, the same
 * department, title, manager or local part; not where one source has live entries of both, since it knows them as two. Never those of
 * whom a human said that they are different.
 */
export const gatherLookalikes = (db: Db) =>
  sql`
  create temporary table lookalikes on commit drop as
  with keyed as materialized (
    select id, folded_name(display_name) as name, split_part(lower(email), '@', 1) as local, lower(email) as email, lower(department) as department, lower(title) as title
    from persons
  ), names as (
    select name from keyed group by name having count(*) between 2 and ${mostSharing}
  ), locals as (
    select local from keyed where local <> '' group by local having count(*) between 2 and ${mostSharing}
  ), loose as materialized (
    select distinct person_id from account_links where not rooted
  ), pairs as (
    select a.id, b.id as other_id, true as named from names join keyed a using (name) join keyed b using (name) where a.id <> b.id
    union all
    select a.id, b.id, false from locals join keyed a using (local) join keyed b using (local) where a.id <> b.id and a.email <> b.email
  ), judged as (
    select p.id, p.other_id, p.id in (select person_id from loose) as is_loose, p.other_id in (select person_id from loose) as other_loose, bool_or(p.named) as named,
      bool_or(not p.named) as local
    from pairs p group by p.id, p.other_id
  ), told_apart as (
    select l.person_id as id, x.person_id as other_id from persons_apart x join login_links l on l.login_id = x.login_id
  ), managers as (
    select l.person_id, lower(i.manager_email) as manager from judged j join identity_links l on l.person_id = j.id join identities i on i.id = l.identity_id
    where j.named and i.manager_email is not null
  ), known_as_two as (
    select a.person_id as id, b.person_id as other_id from judged j
    join identity_links a on a.person_id = j.id join identity_links b on b.person_id = j.other_id and b.connection_id = a.connection_id
    join identities x on x.id = a.identity_id join identities y on y.id = b.identity_id
    where x.status not in ('inactive', 'deleted') and y.status not in ('inactive', 'deleted')
  )
  select j.id, j.other_id, case when j.is_loose then 'unlinked' else 'similar' end as kind, j.named
  from judged j join keyed a on a.id = j.id join keyed b on b.id = j.other_id
  where (j.id, j.other_id) not in (select id, other_id from told_apart) and case
    when j.is_loose then not j.other_loose or j.id < j.other_id
    else not j.other_loose and j.id < j.other_id and j.named
      and (j.local or a.department = b.department or a.title = b.title
        or exists (select from managers m join managers n using (manager) where m.person_id = j.id and n.person_id = j.other_id))
      and (j.id, j.other_id) not in (select id, other_id from known_as_two) end`.execute(db)

/** A page of those who look like somebody else, each with the likeliest first, and one more where there is a next page. */
export const findSuggested = async (db: Db, page: Page): Promise<{ rows: QuestionRow[]; total: number }> => {
  const { rows } = await sql<QuestionRow>`
    select id, kind, '' as detail, null as "loginId", null as "loginKind", id as "personId",
      (array_agg(other_id order by named desc, other_id))[1:${mostCandidates}]::text[] as candidates
    from lookalikes where ${beyond(page)} group by id, kind order by id limit ${page.limit + 1}`.execute(db)
  const counted = await sql<{ total: number }>`select count(distinct id) as total from lookalikes`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** A login as the sides of a question are compared by it. */
export interface ComparedLogin {
  readonly id: string
  readonly kind: LoginRef['kind']
  readonly connectionName: string
  readonly userName: string
  readonly displayName: string
  readonly emails: string[]
  readonly employeeNumber: string | null
  readonly department: string | null
  readonly title: string | null
  readonly managerEmail: string | null
  readonly status: AccountStatus
  readonly personId: string | null
  readonly rule: LinkReason['rule'] | null
  readonly detail: string | null
  readonly decision_id: string | null
}

/** The logins of some persons, and some more that may belong to nobody. */
export const findComparedLogins = async (db: Db, personIds: readonly string[], loginIds: readonly string[]): Promise<ComparedLogin[]> =>
  (
    await sql<ComparedLogin>`
      with wanted as (
        select login_id from login_links where person_id = any(${[...personIds]}::uuid[]) union select unnest(${[...loginIds]}::uuid[])
      )
      select l.id, l.kind, c.name as "connectionName", l.user_name as "userName", l.display_name as "displayName", l.emails,
        l.employee_number as "employeeNumber", l.department, l.title, l.manager_email as "managerEmail", l.status,
        k.person_id as "personId", k.rule, k.detail, k.decision_id
      from wanted w join logins l on l.id = w.login_id join connections c on c.id = l.connection_id left join login_links k on k.login_id = l.id
      order by l.kind desc, c.created_at, l.user_name`.execute(db)
  ).rows

export const findPersonNames = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  if (!ids.length) return new Map()
  const rows = await db.selectFrom('persons').select(['id', 'display_name']).where('id', 'in', ids).execute()
  return new Map(rows.map(row => [row.id, row.display_name]))
}
