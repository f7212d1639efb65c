import { useMutation } from '@tanstack/react-query'
import { listAudit, listProvisioningLog, verifyAudit, type AuditEntry, type ProvisioningClient, type ProvisioningEntry } from '@rollcall/contract'
import { call } from './client.ts'
import { pages, readAll } from './reading.ts'

/** What the list is asked; the address of the page holds it. */
interface AuditQuestion {
  q?: string | undefined
}

export const auditPages = (question: AuditQuestion) => pages('audit', listAudit, { ...question, limit: 100 })
export const readAllAudit = (question: AuditQuestion) => readAll(listAudit, question) as Promise<AuditEntry[]>
export const useVerifyAudit = () => useMutation({ mutationFn: () => call(verifyAudit, {}) })

/** What the log of provisioning requests is asked; the address of the page holds it. */
export interface ProvisioningQuestion {
  q?: string | undefined
  client?: ProvisioningClient | undefined
  refused?: 'true' | undefined
}

export const provisioningPages = (question: ProvisioningQuestion) => pages('audit', listProvisioningLog, { ...question, limit: 100 })
export const readAllProvisioning = (question: ProvisioningQuestion) => readAll(listProvisioningLog, question) as Promise<ProvisioningEntry[]>
