import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { ApprovalRules, ApprovalSettings, AppMode, Mode, PlanComment, Substitute, WaitingApproval } from '../records/approval.ts'
import { FindingKind } from '../records/finding.ts'
import { Plan } from '../records/plan.ts'
import { Id, Instant, Sha256 } from '../scalars.ts'

const ById = z.object({ id: Id })
const Modes = z.object({ items: z.array(AppMode) })

export const readApprovalRules = endpoint({
  id: 'readApprovalRules',
  method: 'GET',
  path: '/settings/approvals',
  summary: 'Who approves what, what one person may approve alone, and a change that waits for a second admin.',
  reply: ApprovalSettings,
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

/** What only tightens holds at once; what loosens anything waits, as a whole, for another admin. Signed-in people only. */
export const writeApprovalRules = endpoint({
  id: 'writeApprovalRules',
  method: 'PUT',
  path: '/settings/approvals',
  summary: 'Say who approves what.',
  body: ApprovalRules,
  reply: ApprovalSettings,
  errors: ['not_found', 'bad_request'],
  permission: 'settings:write',
  audit: 'approvals.rules_changed',
})

export const confirmApprovalRules = endpoint({
  id: 'confirmApprovalRules',
  method: 'POST',
  path: '/settings/approvals/changes/:id/confirm',
  summary: 'Confirm a change that loosens, as a second admin.',
  params: ById,
  reply: ApprovalSettings,
  errors: ['not_found', 'second_person_needed', 'conflict'],
  permission: 'settings:write',
  audit: 'approvals.rules_confirmed',
})

export const refuseApprovalRules = endpoint({
  id: 'refuseApprovalRules',
  method: 'POST',
  path: '/settings/approvals/changes/:id/refuse',
  summary: 'Refuse a change that waits, or take it back.',
  params: ById,
  reply: ApprovalSettings,
  errors: ['not_found'],
  permission: 'settings:write',
  audit: 'approvals.rules_refused',
})

export const listModes = endpoint({
  id: 'listModes',
  method: 'GET',
  path: '/settings/modes',
  summary: 'How far Rollcall goes in each app.',
  reply: Modes,
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

/** The automatic mode is a standing approval of whoever sets it, so that no token and no operator sets any. */
export const writeMode = endpoint({
  id: 'writeMode',
  method: 'PUT',
  path: '/connections/:id/mode',
  summary: 'Say how far Rollcall goes in an app.',
  params: ById,
  body: z.object({ mode: Mode, kinds: z.array(FindingKind).default([]), ownerId: Id.nullable().default(null) }),
  reply: Modes,
  errors: ['not_found', 'bad_request'],
  permission: 'settings:write',
  audit: 'approvals.mode_changed',
})

export const listWaitingApprovals = endpoint({
  id: 'listWaitingApprovals',
  method: 'GET',
  path: '/approvals',
  summary: 'What waits for the approval of whoever asks, oldest first.',
  reply: z.object({ items: z.array(WaitingApproval) }),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

/** Of an app where each step is approved by itself. */
export const approveStep = endpoint({
  id: 'approveStep',
  method: 'POST',
  path: '/plans/:id/steps/:stepId/approve',
  summary: 'Approve one step of a plan that goes on.',
  params: z.object({ id: Id, stepId: Id }),
  body: z.object({ hash: Sha256 }),
  reply: Plan,
  errors: ['not_found', 'plan_not_open', 'plan_hash_differs', 'own_account'],
  permission: 'plans:approve',
  audit: 'step.approved',
})

export const listPlanComments = endpoint({
  id: 'listPlanComments',
  method: 'GET',
  path: '/plans/:id/comments',
  summary: 'What people said of a plan, oldest first.',
  params: ById,
  reply: z.object({ items: z.array(PlanComment) }),
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const commentPlan = endpoint({
  id: 'commentPlan',
  method: 'POST',
  path: '/plans/:id/comments',
  summary: 'Say something of a plan.',
  params: ById,
  body: z.object({ text: z.string().trim().min(1).max(4000) }),
  reply: z.object({ items: z.array(PlanComment) }),
  errors: ['not_found'],
  permission: 'plans:write',
  audit: 'plan.commented',
})

export const listSubstitutes = endpoint({
  id: 'listSubstitutes',
  method: 'GET',
  path: '/approvals/substitutes',
  summary: 'Who approves in whose place, now and to come.',
  reply: z.object({ items: z.array(Substitute) }),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

/** For oneself only. The substitute needs to be allowed to approve plans. Null ends it. */
export const writeSubstitute = endpoint({
  id: 'writeSubstitute',
  method: 'PUT',
  path: '/approvals/substitute',
  summary: 'Name who approves in your place for a time.',
  body: z.object({ substitute: z.object({ userId: Id, from: Instant, until: Instant }).nullable() }),
  reply: z.object({ items: z.array(Substitute) }),
  errors: ['not_found', 'bad_request'],
  permission: 'plans:approve',
  audit: 'approvals.substitute_named',
})
