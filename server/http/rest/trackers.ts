import { createTracker, deleteTracker, listTrackers, updateTracker } from '@rollcall/contract'
import * as conversations from '../../modules/conversations/index.ts'
import { done, type Route } from './route.ts'

export function trackerRoutes(route: Route): void {
  route(listTrackers, ctx => conversations.listTrackers(ctx))
  route(createTracker, (ctx, { body }) => conversations.createTracker(ctx, body))
  route(updateTracker, (ctx, { params, body }) => conversations.updateTracker(ctx, params.id, body))
  route(deleteTracker, async (ctx, { params }) => {
    await conversations.deleteTracker(ctx, params.id)
    return done
  })
}
