import { approvePlan, discardPlan, draftPlan, draftUndo, listEvidence, listPlans, readPlan, retryStep } from '@rollcall/contract'
import * as lifecycle from '../../modules/lifecycle/index.ts'
import type { Route } from './route.ts'

export function lifecycleRoutes(route: Route): void {
  route(draftPlan, (ctx, { body }) => lifecycle.draftPlan(ctx, body.findingIds, body.title))
  route(listPlans, (ctx, { query }) => lifecycle.listPlans(ctx, query))
  route(readPlan, (ctx, { params }) => lifecycle.readPlan(ctx, params.id))
  route(approvePlan, (ctx, { params, body }) => lifecycle.approvePlan(ctx, params.id, body.hash))
  route(discardPlan, (ctx, { params }) => lifecycle.discardPlan(ctx, params.id))
  route(draftUndo, (ctx, { params }) => lifecycle.draftUndo(ctx, params.id))
  route(retryStep, (ctx, { params }) => lifecycle.retryStep(ctx, params.id, params.stepId))
  route(listEvidence, async (ctx, { params }) => ({ items: await lifecycle.listEvidence(ctx, params.id, params.stepId) }))
}
