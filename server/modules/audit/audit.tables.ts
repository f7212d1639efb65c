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
  }
}
