import { listErasures, listHolds, placeHold, previewErasure, readErasure, releaseHold, requestErasure, verifyErasure } from '@rollcall/contract'
import * as erasure from '../../modules/erasure/index.ts'
import * as holds from '../../modules/holds/index.ts'
import type { Route } from './route.ts'

export function erasureRoutes(route: Route): void {
  route(listHolds, async ctx => ({ items: await holds.listHolds(ctx) }))
  route(placeHold, (ctx, { body }) => holds.placeHold(ctx, body))
  route(releaseHold, (ctx, { params, body }) => holds.releaseHold(ctx, params.id, body.reason))
  route(previewErasure, (ctx, { body }) => erasure.previewErasure(ctx, body.emails))
  route(requestErasure, (ctx, { body }) => erasure.requestErasure(ctx, body))
  route(listErasures, (ctx, { query }) => erasure.listErasures(ctx, query))
  route(readErasure, (ctx, { params }) => erasure.readErasure(ctx, params.id))
  route(verifyErasure, (ctx, { body }) => erasure.verifyErasure(ctx, body.certificate, body.email))
}
