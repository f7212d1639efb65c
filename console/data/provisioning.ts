import { listProvisioningLog, type ProvisioningClient, type ProvisioningEntry } from '@rollcall/contract'
import { pages, readAll } from './reading.ts'

/** What the log of provisioning requests is asked; the address of the page holds it. */
export interface ProvisioningQuestion {
  q?: string | undefined
  client?: ProvisioningClient | undefined
  refused?: 'true' | 'false' | undefined
  /** The id of one user or group. */
  subject?: string | undefined
}

export const provisioningPages = (question: ProvisioningQuestion) => pages('provisioning', listProvisioningLog, { ...question, limit: 100 })
export const readAllProvisioning = (question: ProvisioningQuestion) => readAll(listProvisioningLog, question) as Promise<ProvisioningEntry[]>
