import type { ErasureMode, ErasureTask } from '@rollcall/contract'
import type { ColumnType } from 'kysely'

/** jsonb: read parsed, written as text, because the two engines disagree on how to send an array. */
type Json<T> = ColumnType<T, string | undefined, string>

export interface ErasureTables {
  erasures: {
    id: string
    /** Sealed; null once it is done. */
    subject: string | null
    subject_hashes: string[]
    salt: string
    mode: ErasureMode
    leave_held: boolean
    state: 'running' | 'done'
    detail: string
    /** By table and what was done to its rows, how many: `users: Users of Rollcall` is 1. */
    counts: Json<Record<string, number>>
    tasks: Json<ErasureTask[]>
    requested_by: string
    requested_at: Date
    ended_at: Date | null
    certificate: string | null
    sha256: string | null
  }
}
