import { listAccounts, listApps, readAppStanding } from '@rollcall/contract'
import * as connections from '../../modules/connections/index.ts'
import * as lifecycle from '../../modules/lifecycle/index.ts'
import * as people from '../../modules/people/index.ts'
import type { Route } from './route.ts'

export function appRoutes(route: Route): void {
  route(listApps, async ctx => ({ items: await connections.listApps(ctx) }))
  route(readAppStanding, (ctx, { params }) => lifecycle.readAppStanding(ctx, params.id))
  route(listAccounts, (ctx, { params, query }) => people.listAccounts(ctx, params.id, query))
}
