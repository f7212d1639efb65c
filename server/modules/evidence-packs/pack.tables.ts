import type { EvidencePack } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'

export interface EvidencePackTables {
  evidence_packs: {
    id: Generated<string>
    from_at: Date
    to_at: Date
    connection_ids: ColumnType<string[], unknown, unknown>
    person_ids: ColumnType<string[], unknown, unknown>
    state: EvidencePack['state']
    detail: string
    requested_by_id: string | null
    requested_by: string
    requested_at: Date
    made_at: Date | null
    files: Generated<number>
    size: Generated<number>
    manifest_sha256: string | null
    attempts: Generated<number>
    claim: string | null
    claimed_until: Date | null
  }
  evidence_pack_chunks: { pack_id: string; sequence: number; bytes: Buffer }
}
