import {
  bulkUsers,
  createUser,
  deactivateUser,
  deleteUser,
  endUserSessions,
  listTeams,
  listUserEvents,
  listUsers,
  listUserSessions,
  reactivateUser,
  readTeam,
  readUser,
  updateUser,
} from '@rollcall/contract'
import * as directory from '../../modules/directory/index.ts'
import * as signIn from '../../modules/sign-in/index.ts'
import { done, type Route } from './route.ts'

export function userRoutes(route: Route): void {
  route(listUsers, (ctx, { query }) => directory.listUsers(ctx, query))
  route(readUser, (ctx, { params }) => directory.readUser(ctx, params.id))
  route(createUser, (ctx, { body }) => directory.createUser(ctx, body))
  route(updateUser, (ctx, { params, body }, { ifMatch }) => directory.changeUser(ctx, params.id, body, ifMatch))
  route(deactivateUser, (ctx, { params }, { ifMatch }) => directory.changeUser(ctx, params.id, { active: false }, ifMatch))
  route(reactivateUser, (ctx, { params }, { ifMatch }) => directory.changeUser(ctx, params.id, { active: true }, ifMatch))
  route(deleteUser, async (ctx, { params }, { ifMatch }) => {
    await directory.deleteUser(ctx, params.id, ifMatch)
    return done
  })
  route(bulkUsers, (ctx, { body }) => directory.bulkUsers(ctx, body.operations, body.failOnErrors ?? null))
  route(listUserEvents, (ctx, { params, query }) => directory.listUserEvents(ctx, params.id, query))
  route(listUserSessions, async (ctx, { params }, { caller }) => {
    await directory.readUser(ctx, params.id)
    return { items: await signIn.listSessionsOf(ctx, params.id, caller.sessionId) }
  })
  route(endUserSessions, async (ctx, { params }) => {
    await directory.refuseToChange(ctx, params.id)
    return { ended: await signIn.endSessionsOf(ctx, params.id) }
  })
  route(listTeams, (ctx, { query }) => directory.listTeams(ctx, query))
  route(readTeam, (ctx, { params }) => directory.readTeam(ctx, params.id))
}
