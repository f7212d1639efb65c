import type { MomentKind, Side } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'

export interface TrackerTables {
  trackers: {
    id: Generated<string>
    name: string
    phrases: ColumnType<string[], string, string>
    enabled: boolean
    updated_at: Date
    scanned_to: string | null
  }
  moments: {
    id: Generated<string>
    engagement_id: string
    kind: MomentKind
    tracker_id: string | null
    phrase: string | null
    utterance: number
    char_offset: number
    char_length: number
    speaker: number
    side: Side
    at: number
    sentence: string
  }
  tracker_hits: { tracker_id: string; engagement_id: string; hits: number }
}
