import { z } from 'zod'
import { Id, Instant, Sha256 } from '../scalars.ts'
import { StepDefinition } from './plan.ts'

/**
 * How a task stands. Saying that it is done makes it `waits_for_proof`; only a read that shows the change makes it `proven`. `attested` is
 * what no read can show, vouched for by a second person.
 */
export const TaskState = z.enum(['open', 'waits_for_proof', 'proven', 'attested', 'failed', 'left_out'])
export type TaskState = z.infer<typeof TaskState>

export const ChecklistItem = z.object({
  text: z.string(),
  ticked: z.object({ by: z.string(), at: Instant }).nullable(),
})
export type ChecklistItem = z.infer<typeof ChecklistItem>

export const TaskComment = z.object({ id: Id, at: Instant, author: z.string(), text: z.string() })
export type TaskComment = z.infer<typeof TaskComment>

/** A file that somebody gave as evidence; its hash stands in the evidence of the step as well. */
export const TaskFile = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  name: z.string(),
  type: z.string(),
  /** In bytes. */
  size: z.number().int(),
  sha256: Sha256,
})
export type TaskFile = z.infer<typeof TaskFile>

/** An e-mail to the vendor, written here and sent by a person from their own mail. */
export const VendorRequest = z.object({
  to: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  sentAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  /** When to ask again, once it was sent and for as long as nobody answered. */
  followUpAt: Instant.nullable(),
})
export type VendorRequest = z.infer<typeof VendorRequest>

/** What somebody has to do by hand: a step of a plan that waits for a person. Its id is that of the step. */
export const TaskSummary = z.object({
  id: Id,
  planId: Id,
  planTitle: z.string(),
  title: z.string(),
  personName: z.string(),
  accountName: z.string(),
  connectionId: Id,
  connectionName: z.string(),
  owner: z.object({ id: Id, name: z.string() }).nullable(),
  openedAt: Instant,
  dueAt: Instant,
  overdue: z.boolean(),
  state: TaskState,
  tickedCount: z.number().int(),
  itemCount: z.number().int(),
})
export type TaskSummary = z.infer<typeof TaskSummary>

export const Task = TaskSummary.extend({
  step: StepDefinition,
  /** One sentence on the last thing that happened to the step. */
  detail: z.string(),
  checklist: z.array(ChecklistItem),
  watchOut: z.string().nullable(),
  /** The app profile that the checklist was taken from, or null where Rollcall has none of the app. */
  profileId: z.string().nullable(),
  /** What ends it: a read that shows the change, or, where no read ever can, the word of a second person. */
  endsBy: z.enum(['read', 'attestation']),
  done: z.object({ by: z.string(), at: Instant }).nullable(),
  comments: z.array(TaskComment),
  files: z.array(TaskFile),
  vendorRequest: VendorRequest.nullable(),
})
export type Task = z.infer<typeof Task>

/** Who gets the tasks of an app, and how long they have; null is what the workspace says. */
export const TaskDefaults = z.object({
  dueDays: z.number().int().min(1).max(90),
  apps: z.array(
    z.object({
      connectionId: Id,
      connectionName: z.string(),
      owner: z.object({ id: Id, name: z.string() }).nullable(),
      dueDays: z.number().int().min(1).max(90).nullable(),
    }),
  ),
})
export type TaskDefaults = z.infer<typeof TaskDefaults>
