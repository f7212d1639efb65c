import {
  createWebhook,
  deleteWebhook,
  eventCatalogue,
  EventType,
  exampleOf,
  listEvents,
  listEventTypes,
  listWebhookDeliveries,
  listWebhooks,
  readWebhook,
  readWebhookDelivery,
  renewWebhookSecret,
  replayWebhook,
  testWebhook,
  updateWebhook,
} from '@rollcall/contract'
import * as webhooks from '../../modules/webhooks/index.ts'
import { done, type Route } from './route.ts'

export function webhookRoutes(route: Route): void {
  route(listEventTypes, async () => ({ items: EventType.options.map(type => ({ type, ...eventCatalogue[type], example: exampleOf(type) })) }))
  route(listEvents, (ctx, { query }) => webhooks.listEvents(ctx, query))
  route(listWebhooks, async ctx => ({ items: await webhooks.listWebhooks(ctx) }))
  route(createWebhook, (ctx, { body }) => webhooks.createWebhook(ctx, body))
  route(readWebhook, (ctx, { params }) => webhooks.readWebhook(ctx, params.id))
  route(updateWebhook, (ctx, { params, body }) => webhooks.updateWebhook(ctx, params.id, body))
  route(deleteWebhook, async (ctx, { params }) => {
    await webhooks.deleteWebhook(ctx, params.id)
    return done
  })
  route(renewWebhookSecret, (ctx, { params, body }) => webhooks.renewSecret(ctx, params.id, body.oldEndsAt))
  route(testWebhook, (ctx, { params }) => webhooks.testWebhook(ctx, params.id))
  route(replayWebhook, (ctx, { params, body }) => webhooks.replayEvents(ctx, params.id, body))
  route(listWebhookDeliveries, (ctx, { params, query }) => webhooks.listDeliveries(ctx, params.id, query))
  route(readWebhookDelivery, (ctx, { params }) => webhooks.readDelivery(ctx, params.id, Number(params.deliveryId)))
}
