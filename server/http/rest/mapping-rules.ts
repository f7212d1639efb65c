import {
  importMappingExpression,
  listAwaitedManagers,
  listMappingRuleVersions,
  listRuleAttributes,
  previewMappingRules,
  readMappingRules,
  readMappingRuleVersion,
  saveMappingRules,
  tryMappingRules,
} from '@rollcall/contract'
import * as directory from '../../modules/directory/index.ts'
import type { Route } from './route.ts'

export function mappingRuleRoutes(route: Route): void {
  route(readMappingRules, ctx => directory.readMappingRules(ctx))
  route(previewMappingRules, (ctx, { body, query }) => directory.previewMappingRules(ctx, body, query))
  route(saveMappingRules, (ctx, { body }) => directory.saveMappingRules(ctx, body))
  route(listMappingRuleVersions, async ctx => ({ items: await directory.listMappingRuleVersions(ctx) }))
  route(readMappingRuleVersion, (ctx, { params }) => directory.readMappingRuleVersion(ctx, params.version))
  route(tryMappingRules, (ctx, { body }) => directory.tryMappingRules(ctx, body))
  route(importMappingExpression, (ctx, { body }) => directory.importSwitch(ctx, body))
  route(listRuleAttributes, async ctx => ({ items: await directory.listRuleAttributes(ctx) }))
  route(listAwaitedManagers, async ctx => ({ items: await directory.listAwaitedManagers(ctx) }))
}
