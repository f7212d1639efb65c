import { readOverview } from '@rollcall/contract'
import * as overview from '../../modules/overview/index.ts'
import type { Route } from './route.ts'

export function overviewRoutes(route: Route): void {
  route(readOverview, ctx => overview.readOverview(ctx))
}
