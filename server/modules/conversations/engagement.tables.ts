import type { AccountMatch, Brief, EngagementKind, EngagementState, EngagementSummary, Metric, Side, Speaker, TranscriptFormat } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'

/** jsonb: read parsed, written as text, because the two engines disagree on how to send an array. */
type Json<T> = ColumnType<T, string, string>

/** A search index: made by the database alone. */
type SearchIndex = ColumnType<string | null, never, never>

export interface EngagementTables {
  engagements: {
    id: Generated<string>
    source: string
    source_key: string
    kind: EngagementKind
    title: string
    started_at: Date
    duration_seconds: number
    owner_email: string | null
    /** Who had it first, when it was handed over. */
    first_owner_email: Generated<string | null>
    url: string | null
    language: string | null
    participant_count: number
    state: EngagementState
    failure: string | null
    account_id: string | null
    account_name: string | null
    opportunity_id: string | null
    opportunity_name: string | null
    match_method: AccountMatch['method'] | null
    match_reason: string | null
    delivery: Generated<EngagementSummary['delivery']>
    created_at: Date
  }
  engagement_participants: {
    engagement_id: string
    position: number
    name: string
    email: string | null
    title: string | null
    side: Side
    speaker: string | null
  }
  transcripts: { engagement_id: string; file_name: string; format: Exclude<TranscriptFormat, 'auto'>; source: Uint8Array; search: SearchIndex }
  utterances: { engagement_id: string; position: number; speaker: number; starts_at: number; ends_at: number; text: string; search: SearchIndex }
  analyses: { engagement_id: string; speakers: Json<Speaker[]>; metrics: Json<Metric[]>; brief: Json<Brief | null> }
}
