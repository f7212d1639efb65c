import { type ApiToken, exampleOf, type Webhook, type WebhookDelivery, type WebhookDeliveryDetails } from '@rollcall/contract'
import { ago, day, hour, id } from './ids.ts'

const healthy: Webhook = {
  id: id('webhook', 0),
  name: 'Data warehouse',
  url: 'https://hooks.northbeam.example/rollcall',
  types: null,
  state: 'active',
  detail: '',
  oldSecretEndsAt: ago(-5 * day),
  createdBy: 'mara.lindqvist@northbeam.example',
  createdAt: ago(40 * day),
  lastSuccessAt: ago(3),
  lastFailureAt: null,
  failingSince: null,
  waiting: 0,
  retrying: 0,
}

export const webhooks: readonly Webhook[] = [
  healthy,
  {
    ...healthy,
    id: id('webhook', 1),
    name: 'Payroll',
    url: 'https://payroll.example/events?tenant=northbeam',
    types: ['user.created', 'user.deactivated', 'user.deleted'],
    oldSecretEndsAt: null,
    lastSuccessAt: ago(5 * hour),
    lastFailureAt: ago(12),
    failingSince: ago(4 * hour),
    waiting: 14,
    retrying: 3,
  },
  {
    ...healthy,
    id: id('webhook', 2),
    name: 'Old ticketing',
    state: 'needs_attention',
    detail: 'Nothing was taken for 3 days; the last attempt: The endpoint answered 502. Events wait until it is resumed.',
    lastSuccessAt: ago(4 * day),
    waiting: 212,
    retrying: 40,
  },
]

const delivery: WebhookDelivery = {
  id: 812,
  eventId: id('event', 1),
  type: 'user.deactivated',
  subjectId: id('user', 7),
  subjectName: 'ana.ruiz@northbeam.example',
  state: 'delivered',
  replay: false,
  queuedAt: ago(3),
  endedAt: ago(3),
  attempts: 1,
  lastStatus: 204,
  nextAttemptAt: null,
}

export const webhookDeliveries: readonly WebhookDelivery[] = [
  { ...delivery, id: 814, type: 'user.deleted', state: 'waiting', endedAt: null, attempts: 0, lastStatus: null },
  { ...delivery, id: 813, type: 'user.updated', state: 'waiting', endedAt: null, attempts: 4, lastStatus: 503, nextAttemptAt: ago(-2) },
  delivery,
]

export const webhookDelivery = (deliveryId: string): WebhookDeliveryDetails => ({
  ...(webhookDeliveries.find(each => String(each.id) === deliveryId) ?? delivery),
  body: JSON.stringify(exampleOf('user.updated')),
  log: [
    { at: ago(12), status: 503, milliseconds: 148, answer: '<h1>Service unavailable</h1>', problem: 'The endpoint answered 503.' },
    { at: ago(30), status: null, milliseconds: 15_003, answer: '', problem: 'payroll.example stopped answering.' },
  ],
})

const token: ApiToken = {
  id: id('token', 1),
  name: 'Nightly import',
  scopes: ['calls:write'],
  ofWorkspace: false,
  audience: null,
  madeBy: 'mara.lindqvist@northbeam.example',
  createdAt: ago(12 * day),
  expiresAt: ago(-9 * day),
  secrets: [{ id: id('secret', 1), last4: '9f2c', createdAt: ago(12 * day), lastUsedAt: ago(400), endsAt: null }],
}

export const tokens: readonly ApiToken[] = [
  {
    ...token,
    id: id('token', 2),
    name: 'Okta',
    scopes: ['scim:write'],
    ofWorkspace: true,
    createdAt: ago(300 * day),
    expiresAt: null,
    secrets: [
      { id: id('secret', 2), last4: 'k3m8', createdAt: ago(2 * day), lastUsedAt: null, endsAt: null },
      { id: id('secret', 3), last4: 'v07q', createdAt: ago(300 * day), lastUsedAt: ago(1), endsAt: ago(-5 * day) },
    ],
  },
  token,
  {
    ...token,
    id: id('token', 4),
    name: 'Quill',
    scopes: ['people:read', 'plans:write'],
    audience: 'https://rollcall.northbeam.example/mcp',
    expiresAt: ago(-80 * day),
    secrets: [
      { id: id('secret', 4), last4: 'w21x', createdAt: ago(5), lastUsedAt: ago(1), endsAt: ago(-10) },
      { id: id('secret', 5), last4: 'b7e0', createdAt: ago(14), lastUsedAt: ago(6), endsAt: ago(-1) },
    ],
  },
]
