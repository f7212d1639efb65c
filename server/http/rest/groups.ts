import { createGroup, deleteGroup, listGroupMembers, listGroups, readGroup, updateGroup } from '@rollcall/contract'
import * as directory from '../../modules/directory/index.ts'
import { done, type Route } from './route.ts'

export function groupRoutes(route: Route): void {
  route(listGroups, (ctx, { query }) => directory.listGroups(ctx, query))
  route(readGroup, (ctx, { params }) => directory.readGroup(ctx, params.id))
  route(listGroupMembers, (ctx, { params, query }) => directory.listGroupMembers(ctx, params.id, query))
  route(createGroup, (ctx, { body }) => directory.createGroup(ctx, body))
  route(updateGroup, (ctx, { params, body }, { ifMatch }) => directory.updateGroup(ctx, params.id, body, ifMatch))
  route(deleteGroup, async (ctx, { params }, { ifMatch }) => {
    await directory.deleteGroup(ctx, params.id, ifMatch)
    return done
  })
}
