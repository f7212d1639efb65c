import { chooseIdentityApp, decideMatch, listIdentityApps, listMatchDecisions, listMatchQuestions, undoMatch } from '@rollcall/contract'
import * as people from '../../modules/people/index.ts'
import type { Route } from './route.ts'

export function matchingRoutes(route: Route): void {
  route(listMatchQuestions, (ctx, { query }) => people.listMatchQuestions(ctx, query))
  route(listMatchDecisions, (ctx, { query }) => people.listMatchDecisions(ctx, query))
  route(decideMatch, (ctx, { body }) => people.decideMatch(ctx, body))
  route(undoMatch, (ctx, { params }) => people.undoMatch(ctx, params.id))
  route(listIdentityApps, ctx => people.listIdentityApps(ctx))
  route(chooseIdentityApp, (ctx, { params, body }) => people.chooseIdentityApp(ctx, params, body))
}
