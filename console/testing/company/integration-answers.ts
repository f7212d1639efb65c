import { eventCatalogue, EventType, exampleOf } from '@rollcall/contract'
import { Refusal, type Answers } from '../answers.ts'
import { found, done } from './answering.ts'
import { ago, id } from './ids.ts'
import { roles } from './users.ts'
import { tokens, webhookDeliveries, webhookDelivery, webhooks } from './webhooks.ts'

/** Tokens, webhooks and roles. */
export const integrationAnswers = {
  listTokens: () => ({ items: [...tokens] }),
  createToken: ({ body }) => ({ ...found(tokens, id('token', 1)), ...body, id: id('token', 3), secret: 'rc_live_7Qm2xVb81LpTz0wYk3m8' }),
  renewToken: ({ params }) => ({ ...found(tokens, params.id), secret: 'rc_live_7Qm2xVb81LpTz0wYk3m8' }),
  revokeTokenSecret: ({ params }) => found(tokens, params.id),
  revokeToken: () => done,
  listEventTypes: () => ({ items: EventType.options.map(type => ({ type, ...eventCatalogue[type], example: exampleOf(type) })) }),
  listWebhooks: () => ({ items: [...webhooks] }),
  createWebhook: ({ body }) => ({
    ...found(webhooks, id('webhook', 0)),
    ...body,
    id: id('webhook', 9),
    secret: 'whsec_0Qm2xVb81LpTz0wYk3m80Qm2xVb81LpTz0wYk3m8aaa=',
  }),
  updateWebhook: ({ params }) => found(webhooks, params.id),
  deleteWebhook: () => done,
  renewWebhookSecret: ({ params }) => ({ ...found(webhooks, params.id), secret: 'whsec_0Qm2xVb81LpTz0wYk3m80Qm2xVb81LpTz0wYk3m8aaa=' }),
  testWebhook: () => ({ at: ago(0), status: 204, milliseconds: 31, answer: '', problem: null }),
  replayWebhook: () => ({ queued: 1, hurried: 0 }),
  listWebhookDeliveries: () => ({ items: [...webhookDeliveries], nextCursor: null }),
  readWebhookDelivery: ({ params }) => webhookDelivery(params.deliveryId),
  listRoles: () => ({ items: roles }),
  createRole: ({ body }) => ({ id: 'new', ...body, builtIn: false, users: 0, etag: '"1-00000000"' }),
  updateRole: ({ params }) => found(roles, params.id),
  deleteRole: ({ params, query }) => {
    const role = found(roles, params.id)
    if (role.users > 0 && !query.replacement) throw new Refusal('role_in_use', `${role.name} is the role of 4 users. Name the role they get instead.`)
    return done
  },
} satisfies Partial<Answers>
