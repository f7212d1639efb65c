import { draftPlaybook, previewPlaybook, readPlaybookSettings, suggestAccess, writePlaybookSettings } from '@rollcall/contract'
import * as playbooks from '../../modules/playbooks/index.ts'
import type { Route } from './route.ts'

export function playbookRoutes(route: Route): void {
  route(previewPlaybook, (ctx, { body }) => playbooks.previewPlaybook(ctx, body))
  route(draftPlaybook, (ctx, { body }) => playbooks.draftPlaybook(ctx, body))
  route(suggestAccess, async (ctx, { params }) => ({ items: await playbooks.suggestAccess(ctx, params.id) }))
  route(readPlaybookSettings, ctx => playbooks.readSettings(ctx))
  route(writePlaybookSettings, (ctx, { body }) => playbooks.saveSettings(ctx, body))
}
