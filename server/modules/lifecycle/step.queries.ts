import type { StepState } from '@rollcall/contract'
import { type Insertable, sql, type Updateable } from 'kysely'
import type { Context } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import type { LifecycleTables } from './lifecycle.tables.ts'
import type { StepRow } from './plan.queries.ts'

type StepChange = Updateable<LifecycleTables['plan_steps']>

export const findStep = (db: Db, id: string) => db.selectFrom('plan_steps').selectAll().where('id', '=', id).executeTakeFirst()

export const updateSteps = (db: Db, ids: readonly string[], change: StepChange) =>
  db
    .updateTable('plan_steps')
    .set(change)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()

/**
 * Takes a step that has not ended, of a plan that goes on, unless somebody else has it. The claim counts until `until`; it is kept
 * alive by its holder, so that a killed process loses it soon.
 */
export const claimStep = async (db: Db, id: string, claim: string, now: Date, until: Date): Promise<StepRow | undefined> =>
  (
    await sql<StepRow>`
      update plan_steps s set claim = ${claim}::uuid, claimed_until = ${until}::timestamptz, state = 'applying' from plans p
      where s.id = ${id}::uuid and p.id = s.plan_id and p.state in ('approved', 'applying') and s.state in ('planned', 'applying')
        and (s.claimed_until is null or s.claimed_until < ${now}::timestamptz)
      returning s.*`.execute(db)
  ).rows[0]

/** The first claim of a step begins the run. */
export const startPlan = (db: Db, planId: string, now: Date) =>
  db
    .updateTable('plans')
    .set({ state: 'applying', detail: 'The steps are being carried out.', started_at: now })
    .where('id', '=', planId)
    .where('state', '=', 'approved')
    .execute()

/** Changes a step that is still ours; undefined when another process has taken it over. */
export const updateClaimed = (db: Db, id: string, claim: string, change: StepChange): Promise<StepRow | undefined> =>
  db.updateTable('plan_steps').set(change).where('id', '=', id).where('claim', '=', claim).returningAll().executeTakeFirst()

/** Leaves out what nobody has begun. */
export const skipPlanned = (db: Db, planId: string, detail: string, now: Date) =>
  db
    .updateTable('plan_steps')
    .set({ state: 'skipped', detail, ended_at: now })
    .where('plan_id', '=', planId)
    .where('state', '=', 'planned')
    .returning('finding_id')
    .execute()

/** Every process but this one has died: whatever it had claimed is free. */
export const releaseClaims = (db: Db) => db.updateTable('plan_steps').set({ claim: null, claimed_until: null }).where('claim', 'is not', null).execute()

/** In every connection of the plans that go on: the step whose turn it is, unless somebody works on it. */
const findTurns = async (db: Db, now: Date, planId: string | null): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select distinct on (s.plan_id, s.connection_id) s.id, s.claimed_until from plan_steps s join plans p on p.id = s.plan_id
      where p.state in ('approved', 'applying') and s.state in ('planned', 'applying') and (${planId}::uuid is null or p.id = ${planId}::uuid)
      order by s.plan_id, s.connection_id, s.state = 'applying' desc, s.position
    ) turn where claimed_until is null or claimed_until < ${now}::timestamptz`.execute(db)
  return rows.map(row => row.id)
}

/** Puts the step whose turn it is in each connection on the queue: those of one connection run one after the other. */
export async function enqueueLanes(ctx: Context, planId: string | null): Promise<void> {
  for (const stepId of await findTurns(ctx.db, ctx.clock.now(), planId)) await ctx.enqueue('apply-step', { stepId })
}

/** How many steps of a plan are in each state. */
export const countStates = async (db: Db, planId: string): Promise<Map<StepState, number>> => {
  const rows = await db
    .selectFrom('plan_steps')
    .select(eb => ['state', eb.fn.countAll<number>().as('count')])
    .where('plan_id', '=', planId)
    .groupBy('state')
    .execute()
  return new Map(rows.map(row => [row.state, row.count]))
}

/** How the last steps of a plan in one connection ended, the latest first. */
export const findLastEnds = async (db: Db, planId: string, connectionId: string, limit: number): Promise<StepState[]> => {
  const rows = await db
    .selectFrom('plan_steps')
    .select('state')
    .where('plan_id', '=', planId)
    .where('connection_id', '=', connectionId)
    .where('ended_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .orderBy('position', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => row.state)
}

/** Steps that ended without proof, or wait for a person, and whose account was since read as it was to become. */
export const findSettled = async (db: Db): Promise<(StepRow & { seen_as: string; read_id: string; seen_at: Date })[]> =>
  (
    await sql<StepRow & { seen_as: string; read_id: string; seen_at: Date }>`
      select s.*, a.status as seen_as, a.last_read_id as read_id, a.last_seen_at as seen_at from plan_steps s join accounts a on a.id = s.account_id
      where s.state in ('waiting_for_person', 'applied_unverified')
        and (a.status = s.definition::jsonb -> 'after' ->> 'status' or (a.status = 'deleted' and s.definition::jsonb ->> 'action' = 'deactivate_account'))`.execute(
      db,
    )
  ).rows

export const insertEvidence = (db: Db, row: Insertable<LifecycleTables['evidence']>) => db.insertInto('evidence').values(row).execute()

export const findEvidence = (db: Db, stepId: string) => db.selectFrom('evidence').selectAll().where('step_id', '=', stepId).orderBy('sequence').execute()
