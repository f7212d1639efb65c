import type { Facts, StepState } from '@rollcall/contract'
import { type Insertable, sql, type Updateable } from 'kysely'
import type { Context } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { knownFacts } from './known.queries.ts'
import type { LifecycleTables } from './lifecycle.tables.ts'
import type { StepRow } from './plan.queries.ts'
import { errorBudget, type Waiting, whoseTurn } from './turns.ts'

type StepChange = Updateable<LifecycleTables['plan_steps']>

export const findStep = (db: Db, id: string) => db.selectFrom('plan_steps').selectAll().where('id', '=', id).executeTakeFirst()

export const updateSteps = (db: Db, ids: readonly string[], change: StepChange) =>
  db
    .updateTable('plan_steps')
    .set(change)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()

/** What a step depends on has ended well. */
const isReady = sql.raw(`not exists (select from unnest(s.depends_on) as needed (position) where not exists (
  select from plan_steps_ended_well w where w.plan_id = s.plan_id and w.position = needed.position))`)

/**
 * Takes a step that has not ended, of a plan that goes on, unless somebody else has it. The claim counts until `until`; it is kept
 * alive by its holder, so that a killed process loses it soon.
 */
export const claimStep = async (db: Db, id: string, claim: string, now: Date, until: Date): Promise<StepRow | undefined> =>
  (
    await sql<StepRow>`
      update plan_steps s set claim = ${claim}::uuid, claimed_until = ${until}::timestamptz, state = 'applying' from plans p
      where s.id = ${id}::uuid and p.id = s.plan_id and p.state in ('approved', 'applying') and s.state in ('planned', 'applying') and not s.held
        and (s.claimed_until is null or s.claimed_until < ${now}::timestamptz) and ${isReady}
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

/** Says of every step that nobody has begun what it waits for. */
export const markPlanned = (db: Db, planId: string, detail: string) =>
  db
    .updateTable('plan_steps')
    .set({ detail: sql<string>`case when held then 'Waits for an approval of its own.' else ${detail} end` })
    .where('plan_id', '=', planId)
    .where('state', '=', 'planned')
    .execute()

/** Leaves out what nobody has begun. */
export const skipPlanned = (db: Db, planId: string, detail: string, now: Date) =>
  db
    .updateTable('plan_steps')
    .set({ state: 'skipped', detail, ended_at: now })
    .where('plan_id', '=', planId)
    .where('state', '=', 'planned')
    .returning('finding_id')
    .execute()

/** The same of what waits for a person: nobody need do it any more. */
export const skipWaiting = (db: Db, planId: string, detail: string, now: Date) =>
  db
    .updateTable('plan_steps')
    .set({ state: 'skipped', detail, ended_at: now })
    .where('plan_id', '=', planId)
    .where('state', '=', 'waiting_for_person')
    .returning('finding_id')
    .execute()

/** Leaves out what depends on a step that did not end well, and what depends on that; each says on which. Answers their findings. */
export async function skipDependants(db: Db, planId: string, now: Date): Promise<string[]> {
  const findings: string[] = []
  for (;;) {
    const { rows } = await sql<{ finding_id: string | null }>`
      update plan_steps s set state = 'skipped', ended_at = ${now}::timestamptz, detail = 'Left out, because step ' || (n.position + 1) || ' did not end well: ' || n.detail
      from plan_steps n where s.plan_id = ${planId}::uuid and s.state = 'planned' and n.plan_id = s.plan_id and n.state in ('failed', 'skipped')
        and n.position = (select min(d.position) from plan_steps d where d.plan_id = s.plan_id and d.position = any(s.depends_on) and d.state in ('failed', 'skipped'))
      returning s.finding_id`.execute(db)
    if (rows.length === 0) return findings
    findings.push(...rows.flatMap(({ finding_id }) => finding_id ?? []))
  }
}

/** Every step that depends on this one, directly or not, and was left out. */
export const findSkippedDependants = async (db: Db, planId: string, position: number): Promise<StepRow[]> =>
  (
    await sql<StepRow>`
      with recursive dependants as (
        select id, position from plan_steps where plan_id = ${planId}::uuid and ${position}::int = any(depends_on)
        union select s.id, s.position from plan_steps s join dependants d on d.position = any(s.depends_on) where s.plan_id = ${planId}::uuid
      ) select s.* from plan_steps s join dependants d on d.id = s.id where s.state = 'skipped'`.execute(db)
  ).rows

/** The first step that this one depends on and that has not ended well. */
export const findUnmet = async (db: Db, step: Pick<StepRow, 'plan_id' | 'depends_on'>): Promise<number | null> =>
  (
    await db
      .selectFrom('plan_steps')
      .select('position')
      .where('plan_id', '=', step.plan_id)
      .where('position', '=', sql<number>`any(${step.depends_on}::int[])`)
      .where('state', 'in', ['failed', 'skipped', 'applied_unverified'])
      .where(sql<boolean>`not exists (select from plan_steps_ended_well w where w.plan_id = plan_steps.plan_id and w.position = plan_steps.position)`)
      .orderBy('position')
      .executeTakeFirst()
  )?.position ?? null

/** The versions that earlier steps of the plan made of the same record, as they were seen. */
export const findSeenVersions = async (db: Db, { plan_id, subject, position }: Pick<StepRow, 'plan_id' | 'subject' | 'position'>): Promise<string[]> => {
  const rows = await db
    .selectFrom('plan_steps')
    .select('seen_version')
    .where('plan_id', '=', plan_id)
    .where('subject', '=', subject)
    .where('position', '<', position)
    .where('state', '=', 'verified')
    .execute()
  return rows.flatMap(({ seen_version }) => seen_version ?? [])
}

/** Every process but this one has died: whatever it had claimed is free. */
export const releaseClaims = (db: Db) => db.updateTable('plan_steps').set({ claim: null, claimed_until: null }).where('claim', 'is not', null).execute()

interface Lane {
  readonly planId?: string
  readonly connectionId?: string
}

type InLane = Waiting & { id: string; plan_id: string; connection_id: string; claimed_until: Date | null }

/** Of the plans that go on, in each connection: the steps that have begun, and the next that could. */
const findLanes = async (db: Db, { planId, connectionId }: Lane): Promise<InLane[]> => {
  const { rows } = await sql<InLane>`
    select id, plan_id, connection_id, subject, claimed_until, definition::jsonb ->> 'action' as action, definition::jsonb ->> 'route' as route from (
      select s.*, row_number() over (partition by s.plan_id, s.connection_id order by s.state = 'applying' desc, s.position) as place
      from plan_steps s join plans p on p.id = s.plan_id
      where p.state in ('approved', 'applying') and s.state in ('planned', 'applying') and not s.held and (s.state = 'applying' or ${isReady})
        and (${planId ?? null}::uuid is null or p.id = ${planId ?? null}::uuid)
        and (${connectionId ?? null}::uuid is null or s.connection_id = ${connectionId ?? null}::uuid)
    ) waiting where place <= ${errorBudget} order by plan_id, connection_id, place`.execute(db)
  return rows
}

/** The steps whose turn it is. Of one plan in one connection they hold only while that plan is locked. */
async function findTurns(db: Db, lane: Lane): Promise<InLane[]> {
  const lanes = Map.groupBy(await findLanes(db, lane), ({ plan_id, connection_id }) => `${plan_id} ${connection_id}`)
  const turns: InLane[] = []
  for (const steps of lanes.values()) {
    const [first] = steps
    if (first === undefined) continue
    const ends = await findLastEnds(db, first.plan_id, first.connection_id, errorBudget)
    const good = ends.findIndex(state => state !== 'failed')
    turns.push(...whoseTurn(steps, good === -1 ? ends.length : good))
  }
  return turns
}

/** Whether a step may be under way now beside those of its plan that are; the plan is locked. */
export const isItsTurn = async (db: Db, { id, plan_id, connection_id }: StepRow): Promise<boolean> =>
  (await findTurns(db, { planId: plan_id, connectionId: connection_id })).some(turn => turn.id === id)

/** Puts the steps whose turn it is in each connection on the queue, unless somebody works on them. */
export async function enqueueLanes(ctx: Context, planId: string | null): Promise<void> {
  const now = ctx.clock.now()
  for (const { id, claimed_until } of await findTurns(ctx.db, planId === null ? {} : { planId }))
    if (claimed_until === null || claimed_until < now) await ctx.enqueue('apply-step', { stepId: id })
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

/** How many steps ended as well as they can, because no read can show them. */
export const countUnprovable = async (db: Db, planId: string): Promise<number> =>
  (
    await db
      .selectFrom('plan_steps')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('plan_id', '=', planId)
      .where('state', '=', 'applied_unverified')
      .where('provable', '=', false)
      .executeTakeFirstOrThrow()
  ).count

/** How many steps were left out because they were only simulated. */
export const countSimulated = async (db: Db, planId: string): Promise<number> =>
  (
    await db
      .selectFrom('plan_steps')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('plan_id', '=', planId)
      .where('state', '=', 'skipped')
      .where(sql<boolean>`definition::jsonb ->> 'simulated' = 'true'`)
      .executeTakeFirstOrThrow()
  ).count

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

/** A step that a read may end, and what the roll knows of what it concerns. */
export type OpenStep = StepRow & { known: Facts | null; read_id: string | null; seen_at: Date | null }

/** Steps that ended without proof, or wait for a person, and that a read can show to be done. */
export const findOpenSteps = async (db: Db): Promise<OpenStep[]> =>
  (
    await sql<OpenStep>`
      select s.*, ${knownFacts} as known, coalesce(a.last_read_id, i.last_read_id) as read_id, coalesce(a.last_seen_at, i.last_seen_at) as seen_at
      from plan_steps s left join accounts a on a.id = s.account_id left join identities i on i.id = s.identity_id
      where s.state in ('waiting_for_person', 'applied_unverified') and s.provable`.execute(db)
  ).rows

export const insertEvidence = (db: Db, row: Insertable<LifecycleTables['evidence']>) => db.insertInto('evidence').values(row).execute()

export const findEvidence = (db: Db, stepId: string) => db.selectFrom('evidence').selectAll().where('step_id', '=', stepId).orderBy('sequence').execute()
