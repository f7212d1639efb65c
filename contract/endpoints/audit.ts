import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { AuditEntry } from '../records/audit.ts'

export const listAudit = endpoint({
  id: 'listAudit',
  method: 'GET',
  path: '/audit',
  summary: 'Who did what, newest first.',
  query: PageQuery.extend({ q: z.string().max(200).optional(), action: z.string().optional() }),
  reply: pageOf(AuditEntry),
  errors: [],
  permission: 'audit:read',
  audit: unaudited('read only'),
})

export const verifyAudit = endpoint({
  id: 'verifyAudit',
  method: 'POST',
  path: '/audit/verify',
  summary: 'Recompute the hash chain from the first entry.',
  reply: z.object({
    entries: z.number().int(),
    intact: z.boolean(),
    brokenAt: z.number().int().nullable(),
    redacted: z.number().int().optional(),
    head: z.string(),
  }),
  errors: [],
  permission: 'audit:read',
  audit: unaudited('read only'),
})
