import { listPeople, protectAccount, readPerson } from '@rollcall/contract'
import * as people from '../../modules/people/index.ts'
import type { Route } from './route.ts'

export function peopleRoutes(route: Route): void {
  route(listPeople, (ctx, { query }) => people.listPeople(ctx, query))
  route(readPerson, (ctx, { params }) => people.readPerson(ctx, params.id))
  route(protectAccount, (ctx, { params, body }) => people.protectAccount(ctx, params.id, body.protection))
}
