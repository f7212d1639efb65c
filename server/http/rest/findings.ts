import {
  acceptFinding,
  assignFinding,
  compareNow,
  decideFindings,
  listFindingOwners,
  listFindings,
  listLicencePrices,
  readFinding,
  readFindingThresholds,
  reopenFinding,
  summarizeFindings,
  writeFindingThresholds,
  writeLicencePrices,
} from '@rollcall/contract'
import * as lifecycle from '../../modules/lifecycle/index.ts'
import type { Route } from './route.ts'

export function findingRoutes(route: Route): void {
  route(listFindings, (ctx, { query }) => lifecycle.listFindings(ctx, query))
  route(summarizeFindings, ctx => lifecycle.summarizeFindings(ctx))
  route(readFinding, (ctx, { params }) => lifecycle.readFinding(ctx, params.id))
  route(compareNow, ctx => lifecycle.compareRoll(ctx))
  route(decideFindings, (ctx, { body }) => lifecycle.decideFindings(ctx, body.findingIds, body.decision))
  route(assignFinding, (ctx, { params, body }) => lifecycle.assignFinding(ctx, params.id, body))
  route(acceptFinding, (ctx, { params, body }) => lifecycle.acceptFinding(ctx, params.id, body))
  route(reopenFinding, (ctx, { params }) => lifecycle.reopenFinding(ctx, params.id))
  route(listFindingOwners, async (ctx, { query }) => ({ items: await lifecycle.listOwners(ctx, query.q) }))
  route(readFindingThresholds, ctx => lifecycle.readThresholds(ctx))
  route(writeFindingThresholds, (ctx, { body }) => lifecycle.saveThresholds(ctx, body))
  route(listLicencePrices, ctx => lifecycle.listPrices(ctx))
  route(writeLicencePrices, async (ctx, { body }) => ({ items: await lifecycle.savePrices(ctx, body.items) }))
}
