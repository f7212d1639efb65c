import {
  authorizeConnection,
  checkConnection,
  createConnection,
  deleteConnection,
  listConnections,
  listConnectors,
  readConnection,
  readConsoleCheck,
  readConsoleScreenshot,
  syncConnection,
  updateConnection,
} from '@rollcall/contract'
import * as connections from '../../modules/connections/index.ts'
import * as consoles from '../../modules/consoles/index.ts'
import { done, type Route } from './route.ts'

export function connectionRoutes(route: Route): void {
  route(listConnectors, async () => ({ items: connections.listConnectors() }))
  route(listConnections, async ctx => ({ items: await connections.listConnections(ctx) }))
  route(readConnection, (ctx, { params }) => connections.readConnection(ctx, params.id))
  route(createConnection, (ctx, { body }) => connections.createConnection(ctx, body))
  route(updateConnection, (ctx, { params, body }) => connections.updateConnection(ctx, params.id, body))
  route(deleteConnection, async (ctx, { params }) => {
    await connections.deleteConnection(ctx, params.id)
    return done
  })
  route(checkConnection, (ctx, { params }) => connections.checkConnection(ctx, params.id))
  route(syncConnection, (ctx, { params }) => connections.askSync(ctx, params.id))
  route(readConsoleCheck, async (ctx, { params }) => {
    const { id } = await connections.readConnection(ctx, params.id)
    return { screenshot: await consoles.readCheckScreenshot(ctx, id) }
  })
  route(readConsoleScreenshot, (ctx, { params }) => consoles.readScreenshot(ctx, params.id))
  route(authorizeConnection, async (ctx, { params }) => ({ url: await connections.beginAuthorization(ctx, params.id) }))
}
