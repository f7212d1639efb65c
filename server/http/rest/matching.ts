import { decideMatch, listMatchDecisions, undoMatch } from '@rollcall/contract'
import * as people from '../../modules/people/index.ts'
import type { Route } from './route.ts'

export function matchingRoutes(route: Route): void {
  route(listMatchDecisions, (ctx, { query }) => people.listMatchDecisions(ctx, query))
  route(decideMatch, (ctx, { body }) => people.decideMatch(ctx, body))
  route(undoMatch, (ctx, { params }) => people.undoMatch(ctx, params.id))
}
