export interface AuditTables {
  audit_entries: {
    sequence: number
    at: Date
    actor: string
    action: string
    subject: string | null
    detail: string
    previous_hash: string
    hash: string
    /** Null in entries that were redacted, and in those from before entries could be. */
    salt: string | null
    commitment: string | null
    /** The erasure that replaced what named somebody. */
    redacted_by: string | null
  }
}
