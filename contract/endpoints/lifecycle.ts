import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { Evidence, Plan, PlanState, PlanSummary } from '../records/plan.ts'
import { Id, Sha256 } from '../scalars.ts'

const ById = z.object({ id: Id })

/** Refused when a finding rests on an incomplete read, a protected account or your own; the sentence names it. */
export const draftPlan = endpoint({
  id: 'draftPlan',
  method: 'POST',
  path: '/plans',
  summary: 'Make an immutable plan that repairs findings.',
  body: z.object({ findingIds: z.array(Id).min(1).max(10_000), title: z.string().trim().max(200).optional() }),
  reply: Plan,
  errors: ['not_found', 'read_incomplete', 'excluded', 'own_account', 'conflict'],
  permission: 'plans:write',
  audit: 'plan.drafted',
})

export const listPlans = endpoint({
  id: 'listPlans',
  method: 'GET',
  path: '/plans',
  summary: 'Plans, newest first.',
  query: PageQuery.extend({ state: PlanState.optional() }),
  reply: pageOf(PlanSummary),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const readPlan = endpoint({
  id: 'readPlan',
  method: 'GET',
  path: '/plans/:id',
  summary: 'A plan with its steps, guards and approvals.',
  params: ById,
  reply: Plan,
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})

/** Approves exactly the hash that was shown. The last approval that is needed starts the run. */
export const approvePlan = endpoint({
  id: 'approvePlan',
  method: 'POST',
  path: '/plans/:id/approve',
  summary: 'Approve a plan by its hash.',
  params: ById,
  body: z.object({ hash: Sha256 }),
  reply: Plan,
  errors: ['not_found', 'plan_stale', 'plan_not_open', 'plan_hash_differs', 'second_person_needed', 'own_account', 'read_incomplete'],
  permission: 'plans:approve',
  audit: 'plan.approved',
})

export const discardPlan = endpoint({
  id: 'discardPlan',
  method: 'POST',
  path: '/plans/:id/discard',
  summary: 'Discard a plan that has not begun; its findings are open again.',
  params: ById,
  reply: Plan,
  errors: ['not_found', 'plan_not_open'],
  permission: 'plans:write',
  audit: 'plan.discarded',
})

/** Undo is a plan of its own, approved like any other. */
export const draftUndo = endpoint({
  id: 'draftUndo',
  method: 'POST',
  path: '/plans/:id/undo',
  summary: 'Make the plan that undoes what a plan did.',
  params: ById,
  reply: Plan,
  errors: ['not_found', 'plan_not_open', 'conflict'],
  permission: 'plans:write',
  audit: 'plan.undo_drafted',
})

export const retryStep = endpoint({
  id: 'retryStep',
  method: 'POST',
  path: '/plans/:id/steps/:stepId/retry',
  summary: 'Try a failed step of an approved plan again.',
  params: z.object({ id: Id, stepId: Id }),
  reply: Plan,
  errors: ['not_found', 'plan_not_open'],
  permission: 'plans:approve',
  audit: 'step.retried',
})

export const listEvidence = endpoint({
  id: 'listEvidence',
  method: 'GET',
  path: '/plans/:id/steps/:stepId/evidence',
  summary: 'What was sent, answered and read again.',
  params: z.object({ id: Id, stepId: Id }),
  reply: z.object({ items: z.array(Evidence) }),
  errors: ['not_found'],
  permission: 'people:read',
  audit: unaudited('read only'),
})
