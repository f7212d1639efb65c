import type { Passkey } from '@rollcall/contract'
import type { PasskeyRow } from './passkey.queries.ts'

export const toApi = (row: PasskeyRow): Passkey => ({
  id: row.id,
  name: row.name,
  synced: row.synced,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
})
