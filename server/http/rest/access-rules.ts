import { listAccessRuleChoices, listAccessRuleVersions, previewAccessRules, readAccessRules, readAccessRuleVersion, saveAccessRules } from '@rollcall/contract'
import * as lifecycle from '../../modules/lifecycle/index.ts'
import type { Route } from './route.ts'

export function accessRuleRoutes(route: Route): void {
  route(readAccessRules, ctx => lifecycle.readAccessRules(ctx))
  route(listAccessRuleChoices, ctx => lifecycle.listAccessRuleChoices(ctx))
  route(previewAccessRules, (ctx, { body }) => lifecycle.previewAccessRules(ctx, body))
  route(saveAccessRules, (ctx, { body }) => lifecycle.saveAccessRules(ctx, body))
  route(listAccessRuleVersions, async ctx => ({ items: await lifecycle.listAccessRuleVersions(ctx) }))
  route(readAccessRuleVersion, (ctx, { params }) => lifecycle.readAccessRuleVersion(ctx, params.version))
}
