import type { Facts, PlanState } from '@rollcall/contract'
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import { knownFacts } from './known.queries.ts'
import type { LifecycleTables } from './lifecycle.tables.ts'

export type PlanRow = Selectable<LifecycleTables['plans']>
export type PlanSummaryRow = PlanRow & { step_count: number; verified_count: number; failed_count: number }
export type StepRow = Selectable<LifecycleTables['plan_steps']>
export type ApprovalRow = LifecycleTables['approvals']
export type NewStep = Pick<
  StepRow,
  'id' | 'position' | 'connection_id' | 'account_id' | 'identity_id' | 'subject' | 'depends_on' | 'provable' | 'held' | 'finding_id' | 'definition' | 'detail'
>

export const insertPlan = (db: Db, row: Insertable<LifecycleTables['plans']>) => db.insertInto('plans').values(row).execute()

/** All steps of a plan in one statement. */
export const insertSteps = (db: Db, planId: string, steps: readonly NewStep[]) =>
  sql`
  insert into plan_steps (id, plan_id, position, connection_id, account_id, identity_id, subject, depends_on, provable, held, finding_id, definition, state, detail)
  select id, ${planId}::uuid, position, connection_id, account_id, identity_id, subject, depends_on, provable, held, finding_id, definition, 'planned', detail
  from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
    as step (id uuid, position int, connection_id uuid, account_id uuid, identity_id uuid, subject text, depends_on int[], provable boolean, held boolean, finding_id uuid,
      definition text, detail text)`.execute(db)

/** The plan, held until the transaction ends: whoever decides on it decides alone. */
export const lockPlan = (db: Db, id: string) => db.selectFrom('plans').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const updatePlan = (db: Db, id: string, change: Updateable<LifecycleTables['plans']>) =>
  db.updateTable('plans').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

export const findSteps = (db: Db, planId: string) => db.selectFrom('plan_steps').selectAll().where('plan_id', '=', planId).orderBy('position').execute()

export const findApprovals = (db: Db, planId: string) => db.selectFrom('approvals').selectAll().where('plan_id', '=', planId).orderBy('at').execute()

/** The approvals of those who still may give one. */
export const findStandingApprovals = (db: Db, planId: string): Promise<ApprovalRow[]> =>
  db
    .selectFrom('approvals')
    .innerJoin('users', 'users.id', 'approvals.user_id')
    .selectAll('approvals')
    .where('plan_id', '=', planId)
    .where('users.active', '=', true)
    .where('users.deleted_at', 'is', null)
    .orderBy('at')
    .execute()

/** How many plans that are not approved by everybody yet bear the approval of somebody. */
export const countWaitingApprovals = async (db: Db, userId: string): Promise<number> =>
  (
    await db
      .selectFrom('approvals')
      .innerJoin('plans', 'plans.id', 'plan_id')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('user_id', '=', userId)
      .where('plans.state', '=', 'draft')
      .executeTakeFirstOrThrow()
  ).count

export const insertApproval = (db: Db, row: ApprovalRow) => db.insertInto('approvals').values(row).execute()

const summaries = sql`
  select p.*, n.* from plans p cross join lateral (
    select count(*) as step_count, count(*) filter (where s.state = 'verified') as verified_count, count(*) filter (where s.state = 'failed') as failed_count
    from plan_steps s where s.plan_id = p.id) n`

export const findPlan = async (db: Db, id: string): Promise<PlanSummaryRow | undefined> =>
  (await sql<PlanSummaryRow>`${summaries} where p.id = ${id}::uuid`.execute(db)).rows[0]

// Microseconds since 1970: exact in JSON, unlike a timestamp's text.
const created = sql`(extract(epoch from p.created_at) * 1000000)::bigint`

/** Newest first after a position, one row more than the limit, and how many there are in all. */
export async function findPlans(
  db: Db,
  page: { state: PlanState | undefined; after: readonly [number, string] | null; limit: number },
): Promise<{ rows: (PlanSummaryRow & { position: [number, string] })[]; total: number }> {
  const ofState = page.state === undefined ? sql`true` : sql`p.state = ${page.state}`
  const beyond = page.after === null ? sql`true` : sql`(${created}, p.id) < (${page.after[0]}, ${page.after[1]}::uuid)`
  const { rows } = await sql<PlanSummaryRow & { position: [number, string] }>`
    select q.*, jsonb_build_array((extract(epoch from q.created_at) * 1000000)::bigint, q.id) as position
    from (${summaries} where ${ofState} and ${beyond} order by p.created_at desc, p.id desc limit ${page.limit + 1}) q
    order by q.created_at desc, q.id desc`.execute(db)
  const counted = await sql<{ total: number }>`select count(*) as total from plans p where ${ofState}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** How the login of each step is called, where it is neither the person's name nor their address, or the person has another one in the same place. */
export const findHandles = async (db: Db, planId: string): Promise<Map<string, string>> => {
  const { rows } = await sql<{ id: string; handle: string }>`
    select s.id, d."accountName" as handle
    from plan_steps s
    cross join lateral jsonb_to_record(s.definition::jsonb) as d ("accountName" text, "personId" uuid, "personName" text, "connectionId" uuid, action text)
    left join persons p on p.id = d."personId"
    where s.plan_id = ${planId}::uuid and (s.account_id is not null or s.identity_id is not null or d.action = 'create_account') and (
      lower(d."accountName") not in (lower(d."personName"), lower(coalesce(p.email, '')))
      or exists (select from account_links l join accounts a on a.id = l.account_id
        where l.person_id = p.id and a.connection_id = d."connectionId" and lower(a.user_name) <> lower(d."accountName"))
      or exists (select from identity_links l join identities i on i.id = l.identity_id
        where l.person_id = p.id and i.connection_id = d."connectionId" and lower(i.user_name) <> lower(d."accountName")))`.execute(db)
  return new Map(rows.map(({ id, handle }) => [id, handle]))
}

/** The newest plan that undoes this one and was neither discarded nor overtaken. */
export const findUndo = async (db: Db, planId: string): Promise<string | null> =>
  (
    await db
      .selectFrom('plans')
      .select('id')
      .where('undoes', '=', planId)
      .where('state', 'not in', ['discarded', 'stale'])
      .orderBy('created_at', 'desc')
      .executeTakeFirst()
  )?.id ?? null

/** What the roll knows now of what each step of a plan concerns, with the account that is there (also one that a step made). */
export const findKnown = async (db: Db, planId: string): Promise<Map<string, { facts: Facts; accountId: string | null }>> => {
  const { rows } = await sql<{ id: string; facts: Facts | null; accountId: string | null }>`
    select s.id, ${knownFacts} as facts, coalesce(s.account_id, (select a.id from accounts a where s.definition::jsonb ->> 'action' = 'create_account'
      and a.connection_id = (s.definition::jsonb ->> 'connectionId')::uuid and lower(a.user_name) = lower(s.definition::jsonb ->> 'accountName')
      order by a.status = 'deleted' limit 1)) as "accountId"
    from plan_steps s where s.plan_id = ${planId}::uuid`.execute(db)
  return new Map(rows.flatMap(({ id, facts, accountId }) => (facts === null ? [] : [[id, { facts, accountId }] as const])))
}

/** Drafts that nobody approved in time. */
export const findExpiredDrafts = (db: Db, now: Date) =>
  db.selectFrom('plans').select('id').where('state', '=', 'draft').where('expires_at', '<=', now).execute()

export const findDuePlans = (db: Db, now: Date) => db.selectFrom('plans').select('id').where('state', '=', 'scheduled').where('starts_at', '<=', now).execute()
