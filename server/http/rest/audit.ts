import { listAudit, verifyAudit } from '@rollcall/contract'
import * as audit from '../../modules/audit/index.ts'
import type { Route } from './route.ts'

export function auditRoutes(route: Route): void {
  route(listAudit, (ctx, { query }) => audit.listEntries(ctx, query))
  route(verifyAudit, ctx => audit.verifyChain(ctx))
}
