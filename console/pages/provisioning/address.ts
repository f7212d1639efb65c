import type { ProvisioningQuestion } from '../../data/provisioning.ts'
import { oneOf, text, type RawSearch } from '../../ui/address.ts'

/** What `/settings/provisioning?…` may hold: what is asked of the log, and which request is open. */
export interface ProvisioningSearch extends ProvisioningQuestion {
  request?: string | undefined
}

export const provisioningSearch = (raw: RawSearch): ProvisioningSearch => ({
  q: text(raw.q),
  client: oneOf(raw.client, ['okta', 'entra', 'jumpcloud', 'onelogin', 'google', 'other']),
  refused: oneOf(raw.refused, ['true', 'false']),
  subject: text(raw.subject),
  request: text(raw.request),
})
