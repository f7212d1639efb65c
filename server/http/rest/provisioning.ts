import { listProvisioningLog } from '@rollcall/contract'
import * as directory from '../../modules/directory/index.ts'
import type { Route } from './route.ts'

export function provisioningRoutes(route: Route): void {
  route(listProvisioningLog, (ctx, { query }) => directory.listProvisioningLog(ctx, query))
}
