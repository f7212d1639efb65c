import {
  createIdentityProvider,
  deleteIdentityProvider,
  discoverSignIn,
  listBreakGlass,
  listIdentityProviders,
  listSignInArrivals,
  readIdentityProvider,
  readOidcSetUp,
  readSamlSetUp,
  setBreakGlass,
  updateIdentityProvider,
} from '@rollcall/contract'
import * as signIn from '../../modules/sign-in/index.ts'
import { done, type Route } from './route.ts'

export function identityProviderRoutes(route: Route): void {
  route(listIdentityProviders, async ctx => ({ items: await signIn.listProviders(ctx) }))
  route(readIdentityProvider, (ctx, { params }) => signIn.readProvider(ctx, params.id))
  route(createIdentityProvider, (ctx, { body }) => signIn.createProvider(ctx, body))
  route(updateIdentityProvider, (ctx, { params, body }) => signIn.changeProvider(ctx, params.id, body))
  route(deleteIdentityProvider, async (ctx, { params }) => {
    await signIn.removeProvider(ctx, params.id)
    return done
  })
  route(listSignInArrivals, async (ctx, { params }) => ({ items: await signIn.listArrivals(ctx, params.id) }))
  route(readOidcSetUp, async ctx => signIn.describeClient(ctx))
  route(readSamlSetUp, ctx => signIn.describeServiceProvider(ctx))
  route(listBreakGlass, async ctx => ({ items: await signIn.listBreakGlass(ctx) }))
  route(setBreakGlass, (ctx, { params, body }) => signIn.setBreakGlass(ctx, params.id, body.breakGlass))
  route(discoverSignIn, (ctx, { query }) => signIn.discover(ctx, query.email))
}
