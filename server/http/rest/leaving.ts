import { giveBack, handOver, listLeavers, listReceivers, readHandOverRule, readLeaver, writeHandOverRule } from '@rollcall/contract'
import * as leaving from '../../modules/leaving/index.ts'
import type { Route } from './route.ts'

export function leavingRoutes(route: Route): void {
  route(listLeavers, (ctx, { query }) => leaving.listLeavers(ctx, query))
  route(listReceivers, async (ctx, { query }) => ({ items: await leaving.listReceivers(ctx, query.q) }))
  route(readLeaver, (ctx, { params }) => leaving.readLeaver(ctx, params.id))
  route(handOver, async (ctx, { params, body }) => {
    await leaving.handOver(ctx, params.id, body)
    return leaving.readLeaver(ctx, params.id)
  })
  route(giveBack, async (ctx, { params }) => leaving.readLeaver(ctx, (await leaving.giveBack(ctx, params.id)).departureId))
  route(readHandOverRule, ctx => leaving.readHandOverRule(ctx))
  route(writeHandOverRule, (ctx, { body }) => leaving.writeHandOverRule(ctx, body))
}
