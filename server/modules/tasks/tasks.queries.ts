import type { ChecklistItem, StepState } from '@rollcall/contract'
import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { TaskTables } from './task.tables.ts'

export type CommentRow = Selectable<TaskTables['task_comments']>
export type FileRow = Selectable<TaskTables['task_files']>
export type RequestRow = Selectable<TaskTables['vendor_requests']>
export type TaskRow = Selectable<TaskTables['tasks']> & {
  plan_id: string
  plan_title: string
  connection_id: string
  connection_name: string
  person_name: string
  account_name: string
  definition: string
  step_state: StepState
  detail: string
  /** Some read can show that it was done. */
  provable: boolean
  owner_name: string | null
}

const tasks = sql`
  select t.*, s.plan_id, p.title as plan_title, s.connection_id, s.definition, s.state as step_state, s.detail, s.provable, u.name as owner_name,
    s.definition::jsonb ->> 'connectionName' as connection_name, s.definition::jsonb ->> 'personName' as person_name, s.definition::jsonb ->> 'accountName' as account_name
  from tasks t join plan_steps s on s.id = t.step_id join plans p on p.id = s.plan_id left join users u on u.id = t.owner_id`

export const findTask = async (db: Db, id: string): Promise<TaskRow | undefined> =>
  (await sql<TaskRow>`${tasks} where t.step_id = ${id}::uuid`.execute(db)).rows[0]

/** The task, held until the transaction ends. */
export const lockTask = async (db: Db, id: string): Promise<TaskRow | undefined> =>
  (await sql<TaskRow>`${tasks} where t.step_id = ${id}::uuid for update of t`.execute(db)).rows[0]

export interface TaskFilter {
  readonly q: string | undefined
  /** A user's id, `nobody`, or undefined for all. */
  readonly owner: string | undefined
  readonly state: 'open' | 'overdue' | 'waits_for_proof' | 'ended' | 'all'
  readonly now: Date
  readonly planId: string | undefined
}

const ended = sql`s.state in ('verified', 'applied_unverified', 'failed', 'skipped')`
const open = sql`(not ${ended} and t.done_at is null)`
const states: Readonly<Record<TaskFilter['state'], (now: Date) => RawBuilder<unknown>>> = {
  all: () => sql`true`,
  ended: () => ended,
  open: () => open,
  overdue: now => sql`(${open} and t.due_at < ${now}::timestamptz)`,
  waits_for_proof: () => sql`(not ${ended} and t.done_at is not null)`,
}

/** Everybody's. */
export const countTasks = async (db: Db, state: TaskFilter['state'], now: Date): Promise<number> =>
  (await sql<{ count: number }>`select count(*)::int as count from tasks t join plan_steps s on s.id = t.step_id where ${states[state](now)}`.execute(db))
    .rows[0]?.count ?? 0

/** The earliest due date first after a position, one row more than the limit, and how many there are in all. */
export async function findTasks(db: Db, filter: TaskFilter, page: { after: readonly [number, string] | null; limit: number }) {
  const like = `%${(filter.q ?? '').replace(/[\\%_]/g, String.raw`\$&`)}%`
  const matching = sql`${states[filter.state](filter.now)}
    and ${filter.owner === undefined ? sql`true` : filter.owner === 'nobody' ? sql`t.owner_id is null` : sql`t.owner_id = ${filter.owner}::uuid`}
    and ${filter.planId === undefined ? sql`true` : sql`s.plan_id = ${filter.planId}::uuid`}
    and ${filter.q === undefined ? sql`true` : sql`concat_ws(' ', t.title, s.definition::jsonb ->> 'personName', s.definition::jsonb ->> 'accountName', s.definition::jsonb ->> 'connectionName') ilike ${like}`}`
  const due = sql`(extract(epoch from t.due_at) * 1000000)::bigint`
  const beyond = page.after === null ? sql`true` : sql`(${due}, t.step_id) > (${page.after[0]}, ${page.after[1]}::uuid)`
  const { rows } = await sql<TaskRow & { position: [number, string] }>`
    select q.*, jsonb_build_array((extract(epoch from q.due_at) * 1000000)::bigint, q.step_id) as position
    from (${tasks} where ${matching} and ${beyond} order by t.due_at, t.step_id limit ${page.limit + 1}) q order by q.due_at, q.step_id`.execute(db)
  const counted = await sql<{ total: number }>`select count(*) as total from tasks t join plan_steps s on s.id = t.step_id where ${matching}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** Steps that wait for a person and have no task yet, or one that was ended before the step was tried again; with who may be its owner. */
export const findTaskless = async (db: Db, limit: number) =>
  (
    await sql<{ id: string; definition: string; connector: string; name: string; base_url: string; owner_id: string | null; due_days: number | null }>`
      select s.id, s.definition, c.connector, c.name, c.base_url, d.due_days, coalesce(
        (select u.id from users u where u.id = d.owner_id and u.active and u.deleted_at is null),
        (select a.user_id from approvals a join users u on u.id = a.user_id where a.plan_id = s.plan_id and u.active and u.deleted_at is null order by a.at desc limit 1)
      ) as owner_id
      from plan_steps s join connections c on c.id = s.connection_id left join tasks t on t.step_id = s.id left join task_defaults d on d.connection_id = s.connection_id
      where s.state = 'waiting_for_person' and (t.step_id is null or t.closed_at is not null) order by s.plan_id, s.position limit ${limit}`.execute(db)
  ).rows

/** True when this process made it; a task that was ended is opened anew, with its comments and files. */
export const openTask = async (db: Db, row: Insertable<TaskTables['tasks']>): Promise<boolean> =>
  (
    await db
      .insertInto('tasks')
      .values(row)
      .onConflict(conflict =>
        conflict
          .column('step_id')
          .doUpdateSet({ opened_at: row.opened_at, due_at: row.due_at, done_at: null, done_by: null, done_by_name: null, reminded_at: null, closed_at: null })
          .where('tasks.closed_at', 'is not', null),
      )
      .returning('step_id')
      .execute()
  ).length > 0

export const updateTask = (db: Db, id: string, change: Updateable<TaskTables['tasks']>) =>
  db.updateTable('tasks').set(change).where('step_id', '=', id).execute()

export const updateChecklist = (db: Db, id: string, checklist: readonly ChecklistItem[]) => updateTask(db, id, { checklist: JSON.stringify(checklist) })

/** Tasks that are due before `soon`, or whose vendor is to be asked again by then, that nobody says are done, and that nobody was reminded of since `lately`. */
export const findDue = async (db: Db, soon: Date, lately: Date, limit: number): Promise<TaskRow[]> =>
  (
    await sql<TaskRow>`${tasks} where s.state = 'waiting_for_person' and t.done_at is null and (t.due_at <= ${soon}::timestamptz
        or exists (select from vendor_requests r where r.step_id = t.step_id and r.answered_at is null and r.follow_up_at <= ${soon}::timestamptz))
      and (t.reminded_at is null or t.reminded_at < ${lately}::timestamptz) order by t.due_at limit ${limit} for update of t skip locked`.execute(db)
  ).rows

export const insertComment = (db: Db, row: Insertable<TaskTables['task_comments']>) => db.insertInto('task_comments').values(row).execute()

export const findComments = (db: Db, stepId: string): Promise<CommentRow[]> =>
  db.selectFrom('task_comments').selectAll().where('step_id', '=', stepId).orderBy('at').orderBy('id').execute()

const described = ['id', 'step_id', 'at', 'by_id', 'by', 'name', 'type', 'size', 'sha256'] as const

export const insertFile = (db: Db, row: Insertable<TaskTables['task_files']>) =>
  db.insertInto('task_files').values(row).returning(described).executeTakeFirstOrThrow()

/** Everything but their content. */
export const findFiles = (db: Db, stepId: string): Promise<Omit<FileRow, 'content'>[]> =>
  db.selectFrom('task_files').select(described).where('step_id', '=', stepId).orderBy('at').orderBy('id').execute()

export const findFile = (db: Db, stepId: string, id: string): Promise<FileRow | undefined> =>
  db.selectFrom('task_files').selectAll().where('step_id', '=', stepId).where('id', '=', id).executeTakeFirst()

export const findRequest = (db: Db, stepId: string): Promise<RequestRow | undefined> =>
  db.selectFrom('vendor_requests').selectAll().where('step_id', '=', stepId).executeTakeFirst()

export const insertRequest = (db: Db, row: Insertable<TaskTables['vendor_requests']>) => db.insertInto('vendor_requests').values(row).execute()

export const updateRequest = (db: Db, stepId: string, change: Updateable<TaskTables['vendor_requests']>) =>
  db.updateTable('vendor_requests').set(change).where('step_id', '=', stepId).execute()

/** Every connection that has accounts, with what was chosen for its tasks. */
export const findDefaults = async (db: Db) =>
  (
    await sql<{ connection_id: string; connection_name: string; owner_id: string | null; owner_name: string | null; due_days: number | null }>`
      select c.id as connection_id, c.name as connection_name, u.id as owner_id, u.name as owner_name, d.due_days
      from connections c left join task_defaults d on d.connection_id = c.id left join users u on u.id = d.owner_id and u.deleted_at is null
      where exists (select from accounts a where a.connection_id = c.id) or d.connection_id is not null order by lower(c.name), c.id`.execute(db)
  ).rows

export const replaceDefaults = async (db: Db, rows: readonly Insertable<TaskTables['task_defaults']>[]): Promise<void> => {
  await db.deleteFrom('task_defaults').execute()
  if (rows.length > 0)
    await db
      .insertInto('task_defaults')
      .values([...rows])
      .execute()
}
