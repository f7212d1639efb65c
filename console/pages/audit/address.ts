import type { ProvisioningQuestion } from '../../data/audit.ts'
import { oneOf, text, type RawSearch } from '../../ui/address.ts'

/** What `/audit?…` may hold: which of the two logs, and what is asked of it. */
export interface AuditSearch extends ProvisioningQuestion {
  log?: 'provisioning' | undefined
}

export const auditSearch = (raw: RawSearch): AuditSearch => ({
  log: oneOf(raw.log, ['provisioning']),
  q: text(raw.q),
  client: oneOf(raw.client, ['okta', 'entra', 'jumpcloud', 'onelogin', 'google', 'other']),
  refused: oneOf(raw.refused, ['true']),
})
