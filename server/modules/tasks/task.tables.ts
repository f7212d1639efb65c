import type { ChecklistItem } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'

export interface TaskTables {
  tasks: {
    step_id: string
    title: string
    checklist: ColumnType<ChecklistItem[], string, string>
    watch_out: string | null
    profile_id: string | null
    owner_id: string | null
    opened_at: Date
    due_at: Date
    done_at: Date | null
    done_by: string | null
    done_by_name: string | null
    reminded_at: Date | null
    closed_at: Date | null
  }
  task_comments: { id: Generated<string>; step_id: string; at: Date; author_id: string | null; author: string; text: string }
  task_files: {
    id: Generated<string>
    step_id: string
    at: Date
    by_id: string | null
    by: string
    name: string
    type: string
    size: number
    sha256: string
    /** Null once an erasure took it. */
    content: Buffer | null
  }
  vendor_requests: {
    step_id: string
    recipient: string | null
    subject: string
    text: string
    sent_at: Date | null
    answered_at: Date | null
    follow_up_at: Date | null
  }
  task_defaults: { connection_id: string; owner_id: string | null; due_days: number | null }
}
