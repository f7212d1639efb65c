import type { Hold } from '@rollcall/contract'
import type { Generated } from 'kysely'

export interface HoldTables {
  holds: {
    id: Generated<string>
    kind: Hold['kind']
    subject: string
    label: string
    reason: string
    placed_by: string
    placed_at: Date
    released_by: string | null
    released_at: Date | null
    release_reason: string | null
  }
  /** A view: calls that may not go, each with the holds on it. */
  held_calls: { id: string; hold_id: string; label: string; reason: string }
}
