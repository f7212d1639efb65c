import { StepDefinition, type Task, type TaskComment, type TaskFile, type TaskState, type TaskSummary, type VendorRequest } from '@rollcall/contract'
import { Refused } from '../../errors.ts'
import type { CommentRow, FileRow, RequestRow, TaskRow } from './tasks.queries.ts'

export const noTask = () => new Refused('not_found', 'There is no task with this id.')

/** Refuses to change what has come to its end. */
export function refuseEnded(row: TaskRow): void {
  const state = stateOf(row)
  if (state !== 'open' && state !== 'waits_for_proof') throw new Refused('conflict', `This task has come to its end: ${row.detail}`)
}

export function stateOf({ step_state, done_at }: Pick<TaskRow, 'step_state' | 'done_at'>): TaskState {
  if (step_state === 'verified') return 'proven'
  if (step_state === 'applied_unverified') return 'attested'
  if (step_state === 'failed') return 'failed'
  if (step_state === 'skipped') return 'left_out'
  return done_at === null ? 'open' : 'waits_for_proof'
}

export const toSummary = (row: TaskRow, now: Date): TaskSummary => ({
  id: row.step_id,
  planId: row.plan_id,
  planTitle: row.plan_title,
  title: row.title,
  personName: row.person_name,
  accountName: row.account_name,
  connectionId: row.connection_id,
  connectionName: row.connection_name,
  owner: row.owner_id === null || row.owner_name === null ? null : { id: row.owner_id, name: row.owner_name },
  openedAt: row.opened_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  overdue: stateOf(row) === 'open' && row.due_at < now,
  state: stateOf(row),
  tickedCount: row.checklist.filter(({ ticked }) => ticked !== null).length,
  itemCount: row.checklist.length,
})

export const toFile = ({ id, at, by, name, type, size, sha256 }: Omit<FileRow, 'content'>): TaskFile => ({
  id,
  at: at.toISOString(),
  by,
  name,
  type,
  size,
  sha256,
})

const toComment = ({ id, at, author, text }: CommentRow): TaskComment => ({ id, at: at.toISOString(), author, text })

const toRequest = (row: RequestRow): VendorRequest => ({
  to: row.recipient,
  subject: row.subject,
  text: row.text,
  sentAt: row.sent_at?.toISOString() ?? null,
  answeredAt: row.answered_at?.toISOString() ?? null,
  followUpAt: row.follow_up_at?.toISOString() ?? null,
})

export interface TaskParts {
  readonly comments: readonly CommentRow[]
  readonly files: readonly Omit<FileRow, 'content'>[]
  readonly request: RequestRow | undefined
}

export function toTask(row: TaskRow, { comments, files, request }: TaskParts, now: Date): Task {
  const step = definitionOf(row)
  return {
    ...toSummary(row, now),
    step,
    detail: row.detail,
    checklist: row.checklist,
    watchOut: row.watch_out,
    profileId: row.profile_id,
    endsBy: row.provable ? 'read' : 'attestation',
    done: row.done_at === null ? null : { by: row.done_by_name ?? '', at: row.done_at.toISOString() },
    comments: comments.map(toComment),
    files: files.map(toFile),
    vendorRequest: request === undefined ? null : toRequest(request),
  }
}

export const definitionOf = ({ definition }: Pick<TaskRow, 'definition'>): StepDefinition => StepDefinition.parse(JSON.parse(definition))
