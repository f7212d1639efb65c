import { decideAuthorization, previewAuthorization } from '@rollcall/contract'
import * as oauth from '../../modules/oauth/index.ts'
import type { Route } from './route.ts'

export function oauthRoutes(route: Route): void {
  route(previewAuthorization, (ctx, { body }) => oauth.previewAuthorization(ctx, body.query))
  route(decideAuthorization, (ctx, { body }) => oauth.decideAuthorization(ctx, body.query, body.allow))
}
