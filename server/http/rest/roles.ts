import { createRole, deleteRole, listLicences, listRoles, readRole, updateRole } from '@rollcall/contract'
import * as directory from '../../modules/directory/index.ts'
import { done, type Route } from './route.ts'

export function roleRoutes(route: Route): void {
  route(listRoles, async ctx => ({ items: await directory.listRoles(ctx) }))
  route(readRole, (ctx, { params }) => directory.readRole(ctx, params.id))
  route(createRole, (ctx, { body }) => directory.createRole(ctx, body))
  route(updateRole, (ctx, { params, body }, { ifMatch }) => directory.updateRole(ctx, params.id, body, ifMatch))
  route(deleteRole, async (ctx, { params, query }, { ifMatch }) => {
    await directory.deleteRole(ctx, params.id, query.replacement ?? null, ifMatch)
    return done
  })
  route(listLicences, async ctx => ({ items: await directory.listLicences(ctx) }))
}
