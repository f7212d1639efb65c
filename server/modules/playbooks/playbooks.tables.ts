import type { MigrationPlaybook } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'
import type { FollowUp } from './follow-up.ts'

export interface PlaybookTables {
  playbook_follow_ups: {
    id: Generated<string>
    kind: FollowUp['kind']
    /** Null where it is about an app. */
    person_id: string | null
    /** What a migration chose; null for what is about a person. */
    migration: MigrationPlaybook | null
    /** The plan that it follows; null for the end of a contract. */
    plan_id: string | null
    due_at: ColumnType<Date, Date, never>
    /** Null while it waits. */
    drafted_at: Date | null
    /** Null also where there was nothing to follow. */
    drafted_plan_id: string | null
  }
}
