import { listApps } from '@rollcall/contract'
import * as connections from '../../modules/connections/index.ts'
import type { Route } from './route.ts'

export function appRoutes(route: Route): void {
  route(listApps, async ctx => ({ items: await connections.listApps(ctx) }))
}
