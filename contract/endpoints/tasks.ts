import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { Task, TaskDefaults, TaskFile, TaskSummary } from '../records/task.ts'
import { Id, Instant } from '../scalars.ts'

const ById = z.object({ id: Id })

export const listTasks = endpoint({
  id: 'listTasks',
  method: 'GET',
  path: '/tasks',
  summary: 'What somebody has to do by hand, the earliest due date first.',
  query: PageQuery.extend({
    q: z.string().max(200).optional(),
    owner: z.enum(['me', 'nobody', 'anybody']).default('anybody'),
    state: z.enum(['open', 'overdue', 'waits_for_proof', 'ended', 'all']).default('open'),
    planId: Id.optional(),
  }),
  reply: pageOf(TaskSummary),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const readTask = endpoint({
  id: 'readTask',
  method: 'GET',
  path: '/tasks/:id',
  summary: 'A task with its checklist, comments and evidence.',
  params: ById,
  reply: Task,
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const assignTask = endpoint({
  id: 'assignTask',
  method: 'PATCH',
  path: '/tasks/:id',
  summary: 'Give a task to somebody, or another due date.',
  params: ById,
  body: z.object({ ownerId: Id.nullable().optional(), dueAt: Instant.optional() }),
  reply: Task,
  errors: ['not_found', 'conflict'],
  permission: 'plans:write',
  audit: 'task.assigned',
})

export const tickTask = endpoint({
  id: 'tickTask',
  method: 'PUT',
  path: '/tasks/:id/checklist/:item',
  summary: 'Tick a line of the checklist, counted from 0, or take the tick away.',
  params: ById.extend({ item: z.coerce.number().int().min(0).max(1000) }),
  body: z.object({ ticked: z.boolean() }),
  reply: Task,
  errors: ['not_found', 'conflict'],
  permission: 'plans:write',
  audit: unaudited('a help to whoever does it; what was done is proven by a read'),
})

export const commentTask = endpoint({
  id: 'commentTask',
  method: 'POST',
  path: '/tasks/:id/comments',
  summary: 'Say something about a task.',
  params: ById,
  body: z.object({ text: z.string().trim().min(1).max(5000) }),
  reply: Task,
  errors: ['not_found'],
  permission: 'plans:write',
  audit: 'task.commented',
})

/** `multipart/form-data` with the field `file`: PNG, PDF, CSV, plain text or an e-mail (.eml), at most 10 MB. */
export const attachTaskFile = endpoint({
  id: 'attachTaskFile',
  method: 'POST',
  path: '/tasks/:id/files',
  summary: 'Keep a file as evidence of a task.',
  params: ById,
  body: z.object({ fileName: z.string().min(1).max(255) }),
  reply: TaskFile,
  errors: ['not_found', 'too_large', 'unsupported_format', 'file_empty', 'conflict'],
  permission: 'plans:write',
  audit: 'task.file_attached',
})

/** Always as a download, never shown in place: it is whatever somebody uploaded. */
export const downloadTaskFile = endpoint({
  id: 'downloadTaskFile',
  method: 'GET',
  path: '/tasks/:id/files/:fileId',
  summary: 'A file that was kept as evidence.',
  params: ById.extend({ fileId: Id }),
  reply: z.string(),
  produces: 'application/octet-stream',
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})

/** A task is not closed by this: the next complete read that shows the change closes it. */
export const finishTask = endpoint({
  id: 'finishTask',
  method: 'PUT',
  path: '/tasks/:id/done',
  summary: 'Say that it is done, or that it is not done yet.',
  params: ById,
  body: z.object({ done: z.boolean() }),
  reply: Task,
  errors: ['not_found', 'conflict'],
  permission: 'plans:write',
  audit: 'task.done_claimed',
})

export const failTask = endpoint({
  id: 'failTask',
  method: 'POST',
  path: '/tasks/:id/cannot-be-done',
  summary: 'Say that it cannot be done, and why; the step has failed with that sentence.',
  params: ById,
  body: z.object({ reason: z.string().trim().min(5).max(1000) }),
  reply: Task,
  errors: ['not_found', 'plan_not_open'],
  permission: 'plans:write',
  audit: 'task.failed',
})

/** Needs a file as evidence, and another person than the one who said that it is done. The step ends as applied and not verified. */
export const attestTask = endpoint({
  id: 'attestTask',
  method: 'POST',
  path: '/tasks/:id/attest',
  summary: 'Vouch for what no read can show.',
  params: ById,
  body: z.object({ statement: z.string().trim().min(5).max(1000) }),
  reply: Task,
  errors: ['not_found', 'conflict', 'plan_not_open', 'second_person_needed', 'own_account'],
  permission: 'plans:approve',
  audit: 'task.attested',
})

export const draftVendorRequest = endpoint({
  id: 'draftVendorRequest',
  method: 'POST',
  path: '/tasks/:id/vendor-request',
  summary: 'Write the e-mail that asks the vendor to do it; a person sends it.',
  params: ById,
  reply: Task,
  errors: ['not_found', 'conflict'],
  permission: 'plans:write',
  audit: 'task.vendor_request_drafted',
})

export const trackVendorRequest = endpoint({
  id: 'trackVendorRequest',
  method: 'PATCH',
  path: '/tasks/:id/vendor-request',
  summary: 'Change the e-mail to the vendor, or say when it was sent and answered.',
  params: ById,
  body: z.object({
    to: z.email().nullable().optional(),
    subject: z.string().trim().min(1).max(200).optional(),
    text: z.string().trim().min(1).max(10_000).optional(),
    sentAt: Instant.nullable().optional(),
    answeredAt: Instant.nullable().optional(),
    followUpAt: Instant.nullable().optional(),
  }),
  reply: Task,
  errors: ['not_found', 'conflict'],
  permission: 'plans:write',
  audit: 'task.vendor_request_tracked',
})

export const readTaskDefaults = endpoint({
  id: 'readTaskDefaults',
  method: 'GET',
  path: '/task-defaults',
  summary: 'Who gets the tasks of each app, and how long they have.',
  reply: TaskDefaults,
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const saveTaskDefaults = endpoint({
  id: 'saveTaskDefaults',
  method: 'PUT',
  path: '/task-defaults',
  summary: 'Say who gets the tasks of each app, and how long they have. Apps that are left out have no choice of their own.',
  body: z.object({
    dueDays: TaskDefaults.shape.dueDays,
    apps: z.array(z.object({ connectionId: Id, ownerId: Id.nullable(), dueDays: z.number().int().min(1).max(90).nullable() })).max(1000),
  }),
  reply: TaskDefaults,
  errors: ['not_found', 'conflict'],
  permission: 'settings:write',
  audit: 'task.defaults_changed',
})
