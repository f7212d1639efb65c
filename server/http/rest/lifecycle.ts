import {
  approvePlan,
  attestStep,
  discardPlan,
  draftPlan,
  draftUndo,
  listEvidence,
  listFights,
  listPlans,
  pausePlan,
  readPlan,
  resumePlan,
  retryStep,
  stopPlan,
  tryAnyway,
} from '@rollcall/contract'
import * as lifecycle from '../../modules/lifecycle/index.ts'
import type { Route } from './route.ts'

export function lifecycleRoutes(route: Route): void {
  route(draftPlan, (ctx, { body }) => lifecycle.draftPlan(ctx, body.findingIds, body))
  route(listPlans, (ctx, { query }) => lifecycle.listPlans(ctx, query))
  route(readPlan, (ctx, { params }) => lifecycle.readPlan(ctx, params.id))
  route(approvePlan, (ctx, { params, body }) => lifecycle.approvePlan(ctx, params.id, body.hash))
  route(discardPlan, (ctx, { params }) => lifecycle.discardPlan(ctx, params.id))
  route(draftUndo, (ctx, { params }) => lifecycle.draftUndo(ctx, params.id))
  route(pausePlan, (ctx, { params }) => lifecycle.pausePlan(ctx, params.id))
  route(resumePlan, (ctx, { params }) => lifecycle.resumePlan(ctx, params.id))
  route(stopPlan, (ctx, { params }) => lifecycle.stopPlan(ctx, params.id))
  route(attestStep, (ctx, { params, body }) => lifecycle.attestStep(ctx, params.id, params.stepId, body.statement))
  route(listFights, async ctx => ({ items: await lifecycle.listFights(ctx) }))
  route(tryAnyway, async (ctx, { body }) => ({ items: await lifecycle.tryAnyway(ctx, body) }))
  route(retryStep, (ctx, { params }) => lifecycle.retryStep(ctx, params.id, params.stepId))
  route(listEvidence, async (ctx, { params }) => ({ items: await lifecycle.listEvidence(ctx, params.id, params.stepId) }))
}
