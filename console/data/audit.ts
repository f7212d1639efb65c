import { useMutation } from '@tanstack/react-query'
import { listAudit, verifyAudit, type AuditEntry } from '@rollcall/contract'
import { call } from './client.ts'
import { pages, readAll } from './reading.ts'

/** What the list is asked; the address of the page holds it. */
interface AuditQuestion {
  q?: string | undefined
}

export const auditPages = (question: AuditQuestion) => pages('audit', listAudit, { ...question, limit: 100 })
export const readAllAudit = (question: AuditQuestion) => readAll(listAudit, question) as Promise<AuditEntry[]>
export const useVerifyAudit = () => useMutation({ mutationFn: () => call(verifyAudit, {}) })
