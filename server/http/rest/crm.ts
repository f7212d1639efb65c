import { listCrmAccounts } from '@rollcall/contract'
import * as crm from '../../modules/crm/index.ts'
import type { Route } from './route.ts'

export function crmRoutes(route: Route): void {
  route(listCrmAccounts, async (ctx, { query }) => ({ items: await crm.listAccounts(ctx, query) }))
}
