import { connectorOf } from '../connections/index.ts'

const resources = ['identities', 'accounts', 'assignments', 'crm_accounts', 'crm_opportunities'] as const
export type Resource = (typeof resources)[number]

/** What is read of the connections of a connector, from the vendor or from files. */
export function resourcesOf(connectorId: string): Resource[] {
  const { reads, file } = connectorOf(connectorId)
  const isRead: Record<Resource, boolean> = {
    identities: reads.identities !== undefined || file?.resource === 'identities',
    accounts: reads.accounts !== undefined || file?.resource === 'accounts',
    assignments: reads.assignments !== undefined,
    crm_accounts: reads.crm !== undefined,
    crm_opportunities: reads.crm !== undefined,
  }
  return resources.filter(resource => isRead[resource])
}
