import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { EventType, LifecycleEvent } from '../event-catalogue.ts'
import { pageOf, PageQuery } from '../page.ts'
import { Webhook, WebhookAttempt, WebhookDelivery, WebhookDeliveryDetails } from '../records/webhook.ts'
import { Id, Instant } from '../scalars.ts'

const permission = 'settings:write'
const params = z.object({ id: Id })
const name = z.string().trim().min(1).max(120)
const url = z.url().max(2000)
const types = z.array(EventType).min(1).nullable().describe('Null means all, those to come included.')
const Secret = z.object({ secret: z.string().describe('Shown this once.') })
const typesInQuery = z
  .string()
  .transform(text => text.split(',').map(each => each.trim()))
  .pipe(z.array(EventType).min(1))
  .describe('Names of events, separated by commas.')

export const listEventTypes = endpoint({
  id: 'listEventTypes',
  method: 'GET',
  path: '/event-types',
  summary: 'Every event by its name, with an example.',
  reply: z.object({ items: z.array(z.object({ type: EventType, subject: z.string(), says: z.string(), example: LifecycleEvent })) }),
  errors: [],
  permission: 'self',
  audit: unaudited('read only'),
})

/** Events in the order they were published. A cursor stays good for 30 days; reading on from it misses nothing. */
export const listEvents = endpoint({
  id: 'listEvents',
  method: 'GET',
  path: '/events',
  summary: 'What happened, oldest first, from a cursor on.',
  query: PageQuery.omit({ limit: true }).extend({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    from: Instant.optional().describe('In place of a cursor: the first event at or after this time.'),
    types: typesInQuery.optional(),
  }),
  reply: z.object({
    items: z.array(LifecycleEvent),
    /** Where to go on, also when there is nothing more yet. */
    nextCursor: z.string(),
    /** Whether more events are there already. */
    more: z.boolean(),
  }),
  errors: ['cursor_expired'],
  permission: 'audit:read',
  audit: unaudited('read only'),
})

export const listWebhooks = endpoint({
  id: 'listWebhooks',
  method: 'GET',
  path: '/webhooks',
  summary: 'All webhooks with their health.',
  reply: z.object({ items: z.array(Webhook) }),
  errors: [],
  permission,
  audit: unaudited('read only'),
})

export const createWebhook = endpoint({
  id: 'createWebhook',
  method: 'POST',
  path: '/webhooks',
  summary: 'Add an address that is told of events from now on.',
  body: z.object({ name, url, types: types.default(null) }),
  reply: Webhook.extend(Secret.shape),
  errors: ['address_refused'],
  permission,
  audit: 'webhook.created',
})

export const readWebhook = endpoint({
  id: 'readWebhook',
  method: 'GET',
  path: '/webhooks/:id',
  summary: 'One webhook.',
  params,
  reply: Webhook,
  errors: ['not_found'],
  permission,
  audit: unaudited('read only'),
})

export const updateWebhook = endpoint({
  id: 'updateWebhook',
  method: 'PATCH',
  path: '/webhooks/:id',
  summary: 'Change its name, address or events, pause it, or resume it.',
  params,
  body: z.object({
    name: name.optional(),
    url: url.optional(),
    types: types.optional(),
    state: z.enum(['active', 'paused']).optional().describe('While it is paused, events wait for it.'),
  }),
  reply: Webhook,
  errors: ['not_found', 'address_refused'],
  permission,
  audit: 'webhook.changed',
})

export const deleteWebhook = endpoint({
  id: 'deleteWebhook',
  method: 'DELETE',
  path: '/webhooks/:id',
  summary: 'Remove a webhook with its deliveries.',
  params,
  reply: z.object({ done: z.literal(true) }),
  errors: ['not_found'],
  permission,
  audit: 'webhook.deleted',
})

export const renewWebhookSecret = endpoint({
  id: 'renewWebhookSecret',
  method: 'POST',
  path: '/webhooks/:id/renew',
  summary: 'A new secret at once; both sign until the old one ends.',
  params,
  body: z.object({ oldEndsAt: Instant.describe('When the old secret stops signing; a time that is past ends it at once.') }),
  reply: Webhook.extend(Secret.shape),
  errors: ['not_found'],
  permission,
  audit: 'webhook.secret_renewed',
})

export const testWebhook = endpoint({
  id: 'testWebhook',
  method: 'POST',
  path: '/webhooks/:id/test',
  summary: 'Send a signed `ping` now and answer what came back.',
  params,
  reply: WebhookAttempt,
  errors: ['not_found'],
  permission,
  audit: unaudited('changes nothing'),
})

/** Events keep their ids. One that waits for this endpoint already is tried at once in place of being added again. */
export const replayWebhook = endpoint({
  id: 'replayWebhook',
  method: 'POST',
  path: '/webhooks/:id/replay',
  summary: 'Send events again: from a cursor or a time on, or those named.',
  params,
  body: z.union([z.strictObject({ cursor: z.string() }), z.strictObject({ from: Instant }), z.strictObject({ eventIds: z.array(Id).min(1).max(500) })]),
  reply: z.object({ queued: z.number().int(), hurried: z.number().int() }),
  errors: ['not_found', 'cursor_expired'],
  permission,
  audit: 'webhook.replayed',
})

export const listWebhookDeliveries = endpoint({
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/webhooks/:id/deliveries',
  summary: 'What was sent and what waits, newest first.',
  params,
  query: PageQuery.extend({ state: WebhookDelivery.shape.state.optional() }),
  reply: pageOf(WebhookDelivery).omit({ total: true }),
  errors: ['not_found'],
  permission,
  audit: unaudited('read only'),
})

export const readWebhookDelivery = endpoint({
  id: 'readWebhookDelivery',
  method: 'GET',
  path: '/webhooks/:id/deliveries/:deliveryId',
  summary: 'One delivery with its body and its attempts.',
  params: z.object({ id: Id, deliveryId: z.string().regex(/^\d{1,15}$/) }),
  reply: WebhookDeliveryDetails,
  errors: ['not_found'],
  permission,
  audit: unaudited('read only'),
})
