import type { LoginRef } from '@rollcall/contract'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { PeopleTables } from './people.tables.ts'

export type DecisionRow = Selectable<PeopleTables['match_decisions']>

/** A login with whose it is; `disputedWith`: who else may be meant. */
export interface PlacedLogin {
  readonly id: string
  readonly name: string
  readonly personId: string | null
  readonly decisionId: string | null
  readonly disputedWith: string[]
}

export const findPlacedLogin = async (db: Db, { kind, id }: LoginRef): Promise<PlacedLogin | undefined> =>
  (
    await sql<PlacedLogin>`
      select l.id, l.user_name || ' in ' || c.name as name, k.person_id as "personId", k.decision_id as "decisionId",
        array(select person_id from disputes where l.id in (identity_id, account_id) and other_person_id is null)::text[] as "disputedWith"
      from logins l join connections c on c.id = l.connection_id left join login_links k on k.login_id = l.id
      where l.id = ${id}::uuid and l.kind = ${kind}`.execute(db)
  ).rows[0]

export const findPersonNamed = (db: Db, id: string) => db.selectFrom('persons').select(['id', 'display_name as name']).where('id', '=', id).executeTakeFirst()

export const findLoginIdsOf = async (db: Db, personId: string): Promise<string[]> =>
  (await sql<{ id: string }>`select login_id as id from login_links where person_id = ${personId}::uuid`.execute(db)).rows.map(row => row.id)

/** The merge that stands by which one of these persons became somebody else. */
export const findMergeOf = async (db: Db, personIds: readonly string[]): Promise<DecisionRow | undefined> =>
  (
    await sql<DecisionRow>`
      select * from match_decisions where kind = 'merge' and undone_at is null and other_person_id = any(${[...personIds]}::uuid[])
      order by decided_at desc limit 1`.execute(db)
  ).rows[0]

/** The decision that stands by which one of these logins does not belong to a person. */
export const findApart = async (db: Db, loginIds: readonly string[], personId: string): Promise<DecisionRow | undefined> =>
  (
    await sql<DecisionRow>`
      select d.* from logins_apart a join match_decisions d on d.id = a.decision_id join login_links l on l.login_id = a.other_id
      where a.login_id = any(${[...loginIds]}::uuid[]) and l.person_id = ${personId}::uuid limit 1`.execute(db)
  ).rows[0]

export const findDecision = (db: Db, id: string) => db.selectFrom('match_decisions').selectAll().where('id', '=', id).executeTakeFirst()

/** A page of decisions, newest first, and one more where there is a next page. */
export const findDecisions = async (db: Db, after: readonly [string, string] | null, limit: number): Promise<{ rows: DecisionRow[]; total: number }> => {
  const beyond = after === null ? sql`true` : sql`(decided_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
  const { rows } = await sql<DecisionRow>`select * from match_decisions where ${beyond} order by decided_at desc, id desc limit ${limit + 1}`.execute(db)
  const { total } = await db
    .selectFrom('match_decisions')
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { rows, total }
}

export const insertDecision = (db: Db, row: Insertable<PeopleTables['match_decisions']>) => db.insertInto('match_decisions').values(row).execute()

export const endDecision = (db: Db, id: string, by: string, now: Date) =>
  db.updateTable('match_decisions').set({ undone_by: by, undone_at: now }).where('id', '=', id).execute()

/** Remembers whose these logins were before the decision. */
export const keepMoves = (db: Db, decisionId: string, loginIds: readonly string[]) =>
  sql`
  insert into match_moves (decision_id, login_id, person_id, rule, detail, linked_at, link_decision_id)
  select ${decisionId}::uuid, i.id, l.person_id, l.rule, l.detail, l.linked_at, l.decision_id
  from unnest(${[...loginIds]}::uuid[]) i (id) left join login_links l on l.login_id = i.id`.execute(db)

/** Whose logins are to be, and why. */
export interface Place {
  readonly personId: string
  readonly rule: 'human' | 'first_seen'
  readonly detail: string
  readonly decisionId: string
  readonly at: Date
}

/** Gives logins to a person, whoever had them. `settlePersons` has to follow. */
export async function placeLogins(db: Db, loginIds: readonly string[], { personId, rule, detail, decisionId, at }: Place): Promise<void> {
  const ids = sql`${[...loginIds]}::uuid[]`
  const link = sql`${personId}::uuid, connection_id, ${rule}, ${detail}, ${at}::timestamptz, ${decisionId}::uuid`
  const changes = sql`person_id = excluded.person_id, rule = excluded.rule, detail = excluded.detail, linked_at = excluded.linked_at, decision_id = excluded.decision_id`
  await sql`
    insert into identity_links (identity_id, person_id, connection_id, rule, detail, linked_at, decision_id)
    select id, ${link} from identities where id = any(${ids}) on conflict (identity_id) do update set ${changes}`.execute(db)
  await sql`
    insert into account_links (account_id, rooted, person_id, connection_id, rule, detail, linked_at, decision_id)
    select id, false, ${link} from accounts where id = any(${ids}) on conflict (account_id) do update set ${changes}`.execute(db)
}

/** Makes a person of one login. */
export const insertPersonOf = (db: Db, personId: string, loginId: string, now: Date) =>
  sql`
  insert into persons (id, display_name, email, department, title, status, created_at)
  select ${personId}::uuid, display_name, email, department, title, status, ${now}::timestamptz from logins where id = ${loginId}::uuid`.execute(db)

/** Sets these logins apart from those, both ways round. */
export const setApart = (db: Db, decisionId: string, these: readonly string[], those: readonly string[]) =>
  sql`
  insert into logins_apart (login_id, other_id, decision_id)
  select case when turned then b else a end, case when turned then a else b end, ${decisionId}::uuid
  from unnest(${[...these]}::uuid[]) a, unnest(${[...those]}::uuid[]) b, (values (false), (true)) t (turned) where a <> b`.execute(db)

export const deleteApart = (db: Db, decisionId: string) => db.deleteFrom('logins_apart').where('decision_id', '=', decisionId).execute()

/** Persons whom a decision took logins from, or whose they are now. */
export const findMovedPersons = async (db: Db, decisionId: string): Promise<{ before: string[]; now: string[] }> => {
  const { rows } = await sql<{ before: string[]; now: string[] }>`
    select array_remove(array_agg(distinct m.person_id), null)::text[] as before, array_remove(array_agg(distinct l.person_id), null)::text[] as now
    from match_moves m left join login_links l on l.login_id = m.login_id where m.decision_id = ${decisionId}::uuid`.execute(db)
  return { before: rows[0]?.before ?? [], now: rows[0]?.now ?? [] }
}

/** A later decision that moved one of the same logins and stands. */
export const findLaterMove = async (db: Db, decisionId: string): Promise<DecisionRow | undefined> =>
  (
    await sql<DecisionRow>`
      select d.* from match_moves m join login_links l on l.login_id = m.login_id join match_decisions d on d.id = l.decision_id
      where m.decision_id = ${decisionId}::uuid and l.decision_id <> m.decision_id limit 1`.execute(db)
  ).rows[0]

/** Gives logins back to whom they belonged before a decision, person included; those that belonged to nobody are free again. */
export async function restoreMoves(db: Db, decisionId: string, now: Date): Promise<void> {
  const moves = sql`(select * from match_moves where decision_id = ${decisionId}::uuid) m`
  await sql`
    insert into persons (id, display_name, email, department, title, status, created_at)
    select distinct on (m.person_id) m.person_id, l.display_name, l.email, l.department, l.title, l.status, ${now}::timestamptz
    from ${moves} join logins l on l.id = m.login_id where m.person_id is not null order by m.person_id, m.login_id
    on conflict (id) do nothing`.execute(db)
  await sql`delete from identity_links where identity_id in (select login_id from ${moves})`.execute(db)
  await sql`delete from account_links where account_id in (select login_id from ${moves})`.execute(db)
  await sql`
    insert into identity_links (identity_id, person_id, connection_id, rule, detail, linked_at, decision_id)
    select i.id, m.person_id, i.connection_id, m.rule, m.detail, m.linked_at, m.link_decision_id
    from ${moves} join identities i on i.id = m.login_id where m.person_id is not null`.execute(db)
  await sql`
    insert into account_links (account_id, person_id, connection_id, rooted, rule, detail, linked_at, decision_id)
    select a.id, m.person_id, a.connection_id, false, m.rule, m.detail, m.linked_at, m.link_decision_id
    from ${moves} join accounts a on a.id = m.login_id where m.person_id is not null`.execute(db)
}

/** After logins moved: which accounts have an identity source behind them, who is to be shown anew, and who is nobody any more. */
export async function settlePersons(db: Db, personIds: readonly string[]): Promise<void> {
  const ids = sql`${[...personIds]}::uuid[]`
  await sql`
    update account_links l set rooted = exists (select from identity_links r where r.person_id = l.person_id) where l.person_id = any(${ids})`.execute(db)
  await sql`update identities set changed = true where id in (select identity_id from identity_links where person_id = any(${ids}))`.execute(db)
  await sql`update accounts set changed = true where id in (select account_id from account_links where person_id = any(${ids}))`.execute(db)
  await sql`delete from persons p where p.id = any(${ids}) and not exists (select from login_links l where l.person_id = p.id)`.execute(db)
}
