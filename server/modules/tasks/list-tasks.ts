import type { Task, TaskSummary } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { noTask, toSummary, toTask } from './task.ts'
import { findComments, findFiles, findRequest, findTask, findTasks, countTasks, type TaskFilter } from './tasks.queries.ts'

const Position = z.tuple([z.number(), z.uuid()])

export interface TaskQuestion extends Omit<TaskFilter, 'owner' | 'now'> {
  readonly owner: 'me' | 'nobody' | 'anybody'
  readonly cursor?: string | undefined
  readonly limit: number
}

export async function listTasks(
  ctx: Context,
  { owner, cursor, limit, q, ...filter }: TaskQuestion,
): Promise<{ items: TaskSummary[]; nextCursor: string | null; total: number }> {
  const whose = owner === 'anybody' ? undefined : owner === 'nobody' ? owner : ownId(ctx)
  if (whose === null) return { items: [], nextCursor: null, total: 0 }
  const now = ctx.clock.now()
  const asked = { ...filter, now, q: q === '' ? undefined : q, owner: whose }
  const { rows, total } = await findTasks(ctx.db, asked, { after: readCursor(cursor, Position), limit })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { items: page.map(row => toSummary(row, now)), nextCursor: rows.length > limit && last !== undefined ? writeCursor(last.position) : null, total }
}

export const countOverdue = (ctx: Context): Promise<number> => countTasks(ctx.db, 'overdue', ctx.clock.now())

/** Whom `me` means; the operator of the machine is nobody's owner. */
const ownId = ({ actor }: Context): string | null => (actor.kind === 'user' ? actor.id : actor.kind === 'token' ? actor.userId : null)

export async function readTask(ctx: Context, id: string): Promise<Task> {
  const row = await findTask(ctx.db, id)
  if (row === undefined) throw noTask()
  const { db } = ctx
  return toTask(row, { comments: await findComments(db, id), files: await findFiles(db, id), request: await findRequest(db, id) }, ctx.clock.now())
}
