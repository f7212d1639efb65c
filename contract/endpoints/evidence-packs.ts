import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { pageOf, PageQuery } from '../page.ts'
import { EvidencePack, EvidencePackScope, PlanCertificate } from '../records/evidence-pack.ts'
import { Id } from '../scalars.ts'

const ById = z.object({ id: Id })

export const listEvidencePacks = endpoint({
  id: 'listEvidencePacks',
  method: 'GET',
  path: '/evidence-packs',
  summary: 'Evidence packs that were asked for, newest first.',
  query: PageQuery,
  reply: pageOf(EvidencePack),
  errors: [],
  permission: 'audit:read',
  audit: unaudited('read only'),
})

/** Needs `people:read` as well, since a pack holds the accounts of everybody. */
export const requestEvidencePack = endpoint({
  id: 'requestEvidencePack',
  method: 'POST',
  path: '/evidence-packs',
  summary: 'Have an evidence pack made for SOC 2 CC6.1 to CC6.3.',
  body: EvidencePackScope.extend({
    connectionIds: EvidencePackScope.shape.connectionIds.default([]),
    personIds: EvidencePackScope.shape.personIds.default([]),
  }),
  reply: EvidencePack,
  errors: ['not_found', 'conflict'],
  permission: 'audit:read',
  audit: 'evidence_pack.requested',
})

export const readEvidencePack = endpoint({
  id: 'readEvidencePack',
  method: 'GET',
  path: '/evidence-packs/:id',
  summary: 'How an evidence pack stands.',
  params: ById,
  reply: EvidencePack,
  errors: ['not_found'],
  permission: 'audit:read',
  audit: unaudited('read only'),
})

export const downloadEvidencePack = endpoint({
  id: 'downloadEvidencePack',
  method: 'GET',
  path: '/evidence-packs/:id/file',
  summary: 'The pack as a tar file; `rollcall evidence verify` checks it without a server.',
  params: ById,
  reply: z.string(),
  produces: 'application/x-tar',
  errors: ['not_found', 'conflict'],
  permission: 'audit:read',
  audit: 'evidence_pack.downloaded',
})

export const readPlanCertificate = endpoint({
  id: 'readPlanCertificate',
  method: 'GET',
  path: '/plans/:id/certificate',
  summary: 'From the deactivation at the identity provider to the last account that was seen closed, in minutes.',
  params: ById,
  reply: PlanCertificate,
  errors: ['not_found', 'plan_not_open'],
  permission: 'people:read',
  audit: unaudited('read only'),
})
