import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { Delivery, DeliveryPreview } from '../records/delivery.ts'
import { Engagement, EngagementKind, EngagementSummary, Side, Utterance } from '../records/engagement.ts'
import { Email, Id, Instant } from '../scalars.ts'

const ById = z.object({ id: Id })

/** What may stand beside a transcript: flags of the CLI, the sidecar JSON and the console's form are all this. */
export const EngagementDetails = z.object({
  kind: EngagementKind.default('meeting'),
  title: z.string().trim().max(500).optional(),
  startedAt: Instant.optional(),
  ownerEmail: Email.optional(),
  /** The recording's or meeting's address, for the CRM task (CG-16, CG-17). */
  url: z.url().optional(),
  /** The id at its source. The same source and id are the same engagement: a second import updates nothing and answers the first. */
  externalId: z.string().max(200).optional(),
  participants: z
    .array(z.object({ name: z.string(), email: Email.optional(), title: z.string().optional(), side: Side.optional(), speaker: z.string().optional() }))
    .max(200)
    .default([]),
})
export type EngagementDetails = z.input<typeof EngagementDetails>

/** The names that a transcript may come under; `auto` looks at the bytes. */
export const TranscriptFormat = z.enum(['auto', 'webvtt', 'srt', 'deepgram', 'assemblyai', 'whisper', 'aws_transcribe'])
export type TranscriptFormat = z.infer<typeof TranscriptFormat>

/**
 * Takes `multipart/form-data` with a `file` and a `details` JSON field, or JSON with the transcript's text.
 * The same bytes with the same details are the same engagement: `created` is then false.
 */
export const importEngagement = endpoint({
  id: 'importEngagement',
  method: 'POST',
  path: '/engagements',
  summary: 'Import a transcript as an engagement.',
  body: z.object({
    fileName: z.string().max(300),
    transcript: z.string(),
    format: TranscriptFormat.default('auto'),
    details: EngagementDetails.default({ kind: 'meeting', participants: [] }),
  }),
  /** `note`: why the call belongs to somebody else than was asked. */
  reply: z.object({ id: Id, created: z.boolean(), title: z.string(), note: z.string().optional() }),
  errors: ['file_empty', 'file_unreadable', 'file_truncated', 'encoding_unknown', 'no_speech', 'unsupported_format', 'too_large', 'storage_full'],
  permission: 'calls:write',
  audit: 'engagement.imported',
})

export const EngagementsQuery = PageQuery.extend({
  /** Full-text search over everything said, the title and the participants. */
  q: z.string().max(200).optional(),
  kind: EngagementKind.optional(),
  owner: z.string().optional(),
  accountId: Id.optional(),
  trackerId: Id.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  delivery: z.enum(['none', 'waiting', 'delivered', 'failed']).optional(),
  sort: z.enum(['newest', 'oldest', 'longest', 'title']).default('newest'),
})

export const listEngagements = endpoint({
  id: 'listEngagements',
  method: 'GET',
  path: '/engagements',
  summary: 'Engagements, newest first, searched and filtered.',
  query: EngagementsQuery,
  reply: pageOf(EngagementSummary),
  errors: [],
  permission: 'calls:read',
  audit: unaudited('read only'),
})

export const readEngagement = endpoint({
  id: 'readEngagement',
  method: 'GET',
  path: '/engagements/:id',
  summary: 'One engagement with metrics, moments, brief and match.',
  params: ById,
  reply: Engagement,
  errors: ['not_found'],
  permission: 'calls:read',
  audit: unaudited('read only'),
})

export const readTranscript = endpoint({
  id: 'readTranscript',
  method: 'GET',
  path: '/engagements/:id/transcript',
  summary: 'Everything that was said.',
  params: ById,
  reply: z.object({ utterances: z.array(Utterance) }),
  errors: ['not_found'],
  permission: 'calls:read',
  audit: unaudited('read only'),
})

export const deleteEngagement = endpoint({
  id: 'deleteEngagement',
  method: 'DELETE',
  path: '/engagements/:id',
  summary: 'Delete an engagement and all that was made of it.',
  params: ById,
  reply: z.object({ done: z.literal(true) }),
  errors: ['not_found', 'on_hold'],
  permission: 'calls:write',
  audit: 'engagement.deleted',
})

/** Sides and names are corrected here; metrics and moments follow. */
export const updateParticipants = endpoint({
  id: 'updateParticipants',
  method: 'PUT',
  path: '/engagements/:id/participants',
  summary: 'Say who took part, and which speaker is whom.',
  params: ById,
  body: EngagementDetails.pick({ participants: true }),
  reply: Engagement,
  errors: ['not_found'],
  permission: 'calls:write',
  audit: 'engagement.participants_changed',
})

/** Null means: belongs to no account. A correction is final until someone corrects it again, and delivers anew. */
export const correctMatch = endpoint({
  id: 'correctMatch',
  method: 'PUT',
  path: '/engagements/:id/match',
  summary: 'Correct the account (and opportunity) it belongs to.',
  params: ById,
  body: z.object({ accountId: Id.nullable(), opportunityId: Id.nullable().default(null) }),
  reply: Engagement,
  errors: ['not_found'],
  permission: 'calls:write',
  audit: 'engagement.match_corrected',
})

export const listDeliveries = endpoint({
  id: 'listDeliveries',
  method: 'GET',
  path: '/engagements/:id/deliveries',
  summary: 'Where the engagement has been delivered.',
  params: ById,
  reply: z.object({ items: z.array(Delivery) }),
  errors: ['not_found'],
  permission: 'calls:read',
  audit: unaudited('read only'),
})

export const previewDeliveries = endpoint({
  id: 'previewDeliveries',
  method: 'GET',
  path: '/engagements/:id/deliveries/preview',
  summary: 'The exact records a delivery would write now.',
  params: ById,
  reply: z.object({ items: z.array(DeliveryPreview) }),
  errors: ['not_found', 'vendor_unreachable', 'vendor_refused'],
  permission: 'calls:read',
  audit: unaudited('read only'),
})

export const deliverEngagement = endpoint({
  id: 'deliverEngagement',
  method: 'POST',
  path: '/engagements/:id/deliveries',
  summary: 'Deliver now to every CRM that takes it; safe to repeat.',
  params: ById,
  reply: z.object({ items: z.array(Delivery) }),
  errors: ['not_found'],
  permission: 'calls:write',
  audit: 'engagement.delivery_asked',
})
