import { draftPlaybook, previewPlaybook } from '@rollcall/contract'
import * as playbooks from '../../modules/playbooks/index.ts'
import type { Route } from './route.ts'

export function playbookRoutes(route: Route): void {
  route(previewPlaybook, (ctx, { body }) => playbooks.previewPlaybook(ctx, body))
  route(draftPlaybook, (ctx, { body }) => playbooks.draftPlaybook(ctx, body))
}
