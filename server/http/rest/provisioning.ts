import { createRole, listProvisioningLog, listRoles } from '@rollcall/contract'
import * as directory from '../../modules/directory/index.ts'
import type { Route } from './route.ts'

export function provisioningRoutes(route: Route): void {
  route(listProvisioningLog, (ctx, { query }) => directory.listProvisioningLog(ctx, query))
  route(listRoles, async ctx => ({ items: await directory.listRoles(ctx) }))
  route(createRole, (ctx, { body }) => directory.createRole(ctx, body))
}
