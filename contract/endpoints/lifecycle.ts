import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { Evidence, Fight, Plan, PlanState, PlanSummary } from '../records/plan.ts'
import { Id, Instant, Sha256 } from '../scalars.ts'

const ById = z.object({ id: Id })

/** Refused when a finding rests on an incomplete read, a protected account or your own; the sentence names it. */
export const draftPlan = endpoint({
  id: 'draftPlan',
  method: 'POST',
  path: '/plans',
  summary: 'Make an immutable plan that repairs findings.',
  body: z.object({
    findingIds: z.array(Id).min(1).max(10_000),
    title: z.string().trim().max(200).optional(),
    /** When it begins once it is approved; at once when left out or past. */
    startsAt: Instant.optional(),
    /** Delete accounts for good where the app cannot switch them off; by hand when left out. A signed-in person chooses it. */
    deleteAccounts: z.boolean().optional(),
    /** Do what findings have as their `choice`; without it one that a person decides about is refused. */
    byChoice: z.boolean().optional(),
  }),
  reply: Plan,
  errors: ['not_found', 'read_incomplete', 'excluded', 'own_account', 'conflict', 'flips_back'],
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
  errors: ['not_found', 'plan_not_open', 'conflict', 'own_account', 'excluded', 'read_incomplete', 'flips_back'],
  permission: 'plans:write',
  audit: 'plan.undo_drafted',
})

/** Steps that are under way come to their end; none begins until it is resumed. */
export const pausePlan = endpoint({
  id: 'pausePlan',
  method: 'POST',
  path: '/plans/:id/pause',
  summary: 'Pause an approved plan.',
  params: ById,
  reply: Plan,
  errors: ['not_found', 'plan_not_open'],
  permission: 'plans:write',
  audit: 'plan.paused',
})

export const resumePlan = endpoint({
  id: 'resumePlan',
  method: 'POST',
  path: '/plans/:id/resume',
  summary: 'Go on with a plan that was paused.',
  params: ById,
  reply: Plan,
  errors: ['not_found', 'plan_not_open', 'not_allowed'],
  permission: 'plans:approve',
  audit: 'plan.resumed',
})

/** What was done stays done and can be undone; whatever has not begun is left out for good. */
export const stopPlan = endpoint({
  id: 'stopPlan',
  method: 'POST',
  path: '/plans/:id/stop',
  summary: 'Stop an approved plan.',
  params: ById,
  reply: Plan,
  errors: ['not_found', 'plan_not_open'],
  permission: 'plans:write',
  audit: 'plan.stopped',
})

/** Only where nothing can be read that would show it; every other step is ended by what is read. */
export const attestStep = endpoint({
  id: 'attestStep',
  method: 'POST',
  path: '/plans/:id/steps/:stepId/attest',
  summary: 'Say that a step is done which no read can show.',
  params: z.object({ id: Id, stepId: Id }),
  body: z.object({ statement: z.string().trim().min(3).max(2000).describe('What was done, when, and how it can be seen.') }),
  reply: Plan,
  errors: ['not_found', 'plan_not_open', 'conflict', 'not_allowed', 'own_account', 'second_person_needed'],
  permission: 'plans:write',
  audit: 'step.attested',
})

export const listFights = endpoint({
  id: 'listFights',
  method: 'GET',
  path: '/fights',
  summary: 'What Rollcall changed twice and somebody else changed back each time; no plan does it again by itself.',
  reply: z.object({ items: z.array(Fight) }),
  errors: [],
  permission: 'people:read',
  audit: unaudited('read only'),
})

export const tryAnyway = endpoint({
  id: 'tryAnyway',
  method: 'POST',
  path: '/fights/try-anyway',
  summary: 'Let plans make a change again that was changed back twice.',
  body: Fight.pick({ subject: true, field: true }),
  reply: z.object({ items: z.array(Fight) }),
  errors: ['not_found', 'not_allowed'],
  permission: 'plans:approve',
  audit: 'fight.tried_anyway',
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
