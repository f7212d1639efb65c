import type { Generated } from 'kysely'

export interface HandOverTables {
  hand_overs: {
    id: Generated<string>
    departure_id: string
    to_user_id: string
    to_email: string
    decided_by: 'rule' | 'choice'
    actor: string
    at: Date
    calls: number
    given_back_at: Date | null
    given_back: number | null
  }
  hand_over_calls: { hand_over_id: string; engagement_id: string; from_email: string }
}
