import { z } from 'zod'
import { EventType } from '../event-catalogue.ts'
import { Id, Instant } from '../scalars.ts'

/** `paused` by a person; `needs_attention` after days without a success; `disabled` because the endpoint answered 410. */
export const WebhookState = z.enum(['active', 'paused', 'needs_attention', 'disabled'])
export type WebhookState = z.infer<typeof WebhookState>

/** An address that is told of events. Its secret is shown once, when it is made or renewed. */
export const Webhook = z.object({
  id: Id,
  name: z.string(),
  url: z.string(),
  /** Null means all, those to come included. */
  types: z.array(EventType).nullable(),
  state: WebhookState,
  /** One sentence on why it stands so; empty while all is well. */
  detail: z.string(),
  /** Until when the former secret signs as well; null when there is none. */
  oldSecretEndsAt: Instant.nullable(),
  createdBy: z.string(),
  createdAt: Instant,
  lastSuccessAt: Instant.nullable(),
  lastFailureAt: Instant.nullable(),
  failingSince: Instant.nullable(),
  /** Deliveries that are not done yet. */
  waiting: z.number().int(),
  /** How many subjects have a delivery that failed at least once and is tried again. */
  retrying: z.number().int(),
})
export type Webhook = z.infer<typeof Webhook>

/** One request that was sent, and what became of it. */
export const WebhookAttempt = z.object({
  at: Instant,
  /** The status that was answered; null when no answer came. */
  status: z.number().int().nullable(),
  milliseconds: z.number().int(),
  /** The first 2 kB of the answer. */
  answer: z.string(),
  /** One sentence when it was no success. */
  problem: z.string().nullable(),
})
export type WebhookAttempt = z.infer<typeof WebhookAttempt>

export const WebhookDelivery = z.object({
  id: z.number().int(),
  eventId: Id,
  type: EventType,
  subjectId: Id,
  subjectName: z.string().nullable(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  replay: z.boolean(),
  queuedAt: Instant,
  endedAt: Instant.nullable(),
  attempts: z.number().int(),
  lastStatus: z.number().int().nullable(),
  /** When it is tried next; null when it is done, or waits for an earlier event of its subject. */
  nextAttemptAt: Instant.nullable(),
})
export type WebhookDelivery = z.infer<typeof WebhookDelivery>

export const WebhookDeliveryDetails = WebhookDelivery.extend({
  /** The body that is sent, in its very bytes. */
  body: z.string(),
  /** The latest attempts, newest first. */
  log: z.array(WebhookAttempt),
})
export type WebhookDeliveryDetails = z.infer<typeof WebhookDeliveryDetails>
