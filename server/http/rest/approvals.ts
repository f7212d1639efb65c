import {
  approveStep,
  commentPlan,
  confirmApprovalRules,
  listModes,
  listPlanComments,
  listSubstitutes,
  listWaitingApprovals,
  readApprovalRules,
  refuseApprovalRules,
  writeApprovalRules,
  writeMode,
  writeSubstitute,
} from '@rollcall/contract'
import * as lifecycle from '../../modules/lifecycle/index.ts'
import type { Route } from './route.ts'

export function approvalRoutes(route: Route): void {
  route(readApprovalRules, ctx => lifecycle.readRules(ctx))
  route(writeApprovalRules, (ctx, { body }) => lifecycle.saveRules(ctx, body))
  route(confirmApprovalRules, (ctx, { params }) => lifecycle.confirmRules(ctx, params.id))
  route(refuseApprovalRules, (ctx, { params }) => lifecycle.refuseRules(ctx, params.id))
  route(listModes, ctx => lifecycle.listModes(ctx))
  route(writeMode, (ctx, { params, body }) => lifecycle.saveMode(ctx, params.id, body))
  route(listWaitingApprovals, ctx => lifecycle.listWaitingApprovals(ctx))
  route(approveStep, (ctx, { params, body }) => lifecycle.approveStep(ctx, params.id, params.stepId, body.hash))
  route(listPlanComments, (ctx, { params }) => lifecycle.listComments(ctx, params.id))
  route(commentPlan, (ctx, { params, body }) => lifecycle.commentPlan(ctx, params.id, body.text))
  route(listSubstitutes, ctx => lifecycle.listSubstitutes(ctx))
  route(writeSubstitute, (ctx, { body }) => lifecycle.saveSubstitute(ctx, body.substitute))
}
