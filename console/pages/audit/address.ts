import { text, type RawSearch } from '../../ui/address.ts'

/** What `/audit?…` may hold. */
export interface AuditSearch {
  q?: string | undefined
}

export const auditSearch = (raw: RawSearch): AuditSearch => ({ q: text(raw.q) })
