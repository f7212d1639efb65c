import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** The kinds of conversation, with the Chorus API's names where it has them (`GET /v3/engagements`, `engagement_type`). */
export const EngagementKind = z.enum(['meeting', 'dialer', 'email', 'unrecorded_meeting'])
export type EngagementKind = z.infer<typeof EngagementKind>

/** Which side of the table a speaker sits on; `unknown` until a participant says so. */
export const Side = z.enum(['rep', 'customer', 'unknown'])
export type Side = z.infer<typeof Side>

/** A step of `capture -> analyse -> match -> deliver`, as far as it has been recorded. */
export const EngagementState = z.enum(['received', 'analysed', 'matched', 'failed'])
export type EngagementState = z.infer<typeof EngagementState>

/** Someone who took part. `speaker` is the label that the transcript uses for the person, when it is known. */
export const Participant = z.object({
  name: z.string(),
  email: z.email().nullable(),
  title: z.string().nullable(),
  side: Side,
  speaker: z.string().nullable(),
})
export type Participant = z.infer<typeof Participant>

/** One voice of the transcript. */
export const Speaker = z.object({
  index: z.number().int(),
  label: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  side: Side,
  /** Seconds spoken. */
  talkSeconds: z.number(),
})
export type Speaker = z.infer<typeof Speaker>

/** One cue of the transcript as it came; times in seconds from the start. */
export const Utterance = z.object({
  index: z.number().int(),
  speaker: z.number().int(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
})
export type Utterance = z.infer<typeof Utterance>

export const MomentKind = z.enum(['tracker', 'next_step', 'question', 'pricing'])
export type MomentKind = z.infer<typeof MomentKind>

/** One place where a tracker (or a next step, a question, a price) occurs: who said it, on which side, when (CG-63). */
export const Moment = z.object({
  kind: MomentKind,
  trackerId: Id.nullable(),
  /** The tracker's name, or the kind in words. */
  name: z.string(),
  /** The phrase that matched, as the admin wrote it; null for moments that are not phrases. */
  phrase: z.string().nullable(),
  utterance: z.number().int(),
  /** Characters into the utterance's text, and how many. */
  offset: z.number().int(),
  length: z.number().int(),
  speaker: z.number().int(),
  side: Side,
  /** Seconds from the start of the call. */
  at: z.number(),
  /** The sentence around it. */
  sentence: z.string(),
})
export type Moment = z.infer<typeof Moment>

/** One measure with the formula it was computed by and the spans it was computed from. */
export const Metric = z.object({
  id: z.enum(['talk_ratio_speaking', 'talk_ratio_total', 'longest_monologue', 'longest_customer_story', 'interactivity', 'patience', 'question_rate']),
  name: z.string(),
  /** Null when the call does not hold what the formula needs; `missing` then says what. */
  value: z.number().nullable(),
  unit: z.enum(['share', 'seconds', 'per_minute']),
  formula: z.string(),
  missing: z.string().nullable(),
  /** The spans (seconds) that decided the value, the longest or first few. */
  spans: z.array(z.object({ start: z.number(), end: z.number(), speaker: z.number().int() })),
})
export type Metric = z.infer<typeof Metric>

/** A sentence of the brief and the utterances it rests on. */
export const BriefSentence = z.object({
  text: z.string(),
  utterances: z.array(z.number().int()),
  /** Action items only: whose it is, when the words say so. */
  owner: z.string().nullable(),
})
export type BriefSentence = z.infer<typeof BriefSentence>

/** Summary and action items; `reason` says why there is none (CG-186: none below ten minutes). */
export const Brief = z.object({
  engine: z.string(),
  summary: z.array(BriefSentence),
  actionItems: z.array(BriefSentence),
  reason: z.string().nullable(),
})
export type Brief = z.infer<typeof Brief>

/** Why an engagement belongs to an account, in words a person can check (CG-115 to CG-121). */
export const AccountMatch = z.object({
  accountId: Id.nullable(),
  accountName: z.string().nullable(),
  opportunityId: Id.nullable(),
  opportunityName: z.string().nullable(),
  method: z.enum(['domain', 'email', 'manual', 'none']),
  reason: z.string(),
})
export type AccountMatch = z.infer<typeof AccountMatch>

export const EngagementSummary = z.object({
  id: Id,
  kind: EngagementKind,
  title: z.string(),
  startedAt: Instant,
  durationSeconds: z.number(),
  ownerEmail: z.string().nullable(),
  /** Who held it, when it was handed over to its present owner. */
  firstOwnerEmail: z.string().nullable().optional(),
  state: EngagementState,
  /** One sentence when `state` is `failed`. */
  failure: z.string().nullable(),
  accountName: z.string().nullable(),
  participantCount: z.number().int(),
  /** Trackers by hits, most first. */
  trackers: z.array(z.object({ name: z.string(), count: z.number().int() })),
  delivery: z.enum(['none', 'waiting', 'delivered', 'failed']),
  /** A piece of what was said around the words searched for, `<<` and `>>` around each hit. */
  snippet: z.string().nullable(),
})
export type EngagementSummary = z.infer<typeof EngagementSummary>

export const Engagement = EngagementSummary.omit({ snippet: true, accountName: true, participantCount: true }).extend({
  source: z.string(),
  language: z.string().nullable(),
  participants: z.array(Participant),
  speakers: z.array(Speaker),
  metrics: z.array(Metric),
  moments: z.array(Moment),
  brief: Brief.nullable(),
  match: AccountMatch.nullable(),
})
export type Engagement = z.infer<typeof Engagement>
