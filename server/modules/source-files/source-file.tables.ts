import type { FileMapping, SourceFile } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'

/** jsonb: read parsed, written as text, because the two engines disagree on how to send it. */
type Json<T> = ColumnType<T, string, string>

export interface SourceFileTables {
  source_files: {
    id: Generated<string>
    /** In which order they came. */
    sequence: Generated<number>
    connection_id: string
    file_name: string
    sha256: string
    /** Null once it was read. */
    content: string | null
    mapping: Json<FileMapping>
    expected_rows: number | null
    ends_in_break: boolean
    state: SourceFile['state']
    taken_at: Date | null
    read_id: string | null
    doubt: string | null
    uploaded_by: string
    uploaded_at: Date
    confirmed_by: string | null
    confirmed_at: Date | null
  }
  source_file_mappings: { connection_id: string; heads: string[]; mapping: Json<FileMapping> }
}
