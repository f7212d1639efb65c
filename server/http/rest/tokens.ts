import { createToken, listTokens, renewToken, revokeToken, revokeTokenSecret } from '@rollcall/contract'
import * as directory from '../../modules/directory/index.ts'
import { done, type Route } from './route.ts'

export function tokenRoutes(route: Route): void {
  route(listTokens, async ctx => ({ items: await directory.listTokens(ctx) }))
  route(createToken, (ctx, { body }) => directory.createToken(ctx, body))
  route(renewToken, (ctx, { params, body }) => directory.renewToken(ctx, params.id, body))
  route(revokeTokenSecret, (ctx, { params }) => directory.revokeTokenSecret(ctx, params.id, params.secretId))
  route(revokeToken, async (ctx, { params }) => {
    await directory.revokeToken(ctx, params.id)
    return done
  })
}
