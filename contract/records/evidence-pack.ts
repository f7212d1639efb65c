import { z } from 'zod'
import { Id, Instant, Sha256 } from '../scalars.ts'
import { Evidence, Route, StepDefinition, StepState } from './plan.ts'

/** How a pack stands. `removed`: its content is gone, with the age that it had or with the data of somebody in it; its hash is kept. */
export const EvidencePackState = z.enum(['waiting', 'making', 'made', 'failed', 'removed'])

/** What an auditor asked for. Empty lists mean all. A population is always that of the whole app. */
export const EvidencePackScope = z.object({
  from: Instant,
  to: Instant,
  connectionIds: z.array(Id).max(500),
  personIds: z.array(Id).max(1000),
})
export type EvidencePackScope = z.infer<typeof EvidencePackScope>

export const EvidencePack = EvidencePackScope.extend({
  id: Id,
  state: EvidencePackState,
  /** One sentence: how far it is, or what went wrong. */
  detail: z.string(),
  requestedBy: z.string(),
  requestedAt: Instant,
  madeAt: Instant.nullable(),
  files: z.number().int(),
  /** In bytes. */
  size: z.number().int(),
  /** Of the manifest, which holds the hash of every file. */
  manifestSha256: Sha256.nullable(),
})
export type EvidencePack = z.infer<typeof EvidencePack>

export const PackedFile = z.object({ path: z.string(), bytes: z.number().int(), sha256: Sha256, rows: z.number().int().nullable() })
export type PackedFile = z.infer<typeof PackedFile>

/** `manifest.json`, the last file of a pack. `sha256` is over the rest of it as canonical JSON (keys in order, no spaces). */
export const PackManifest = z.object({
  format: z.literal('rollcall-evidence-pack/1'),
  packId: Id,
  madeAt: Instant,
  requestedBy: z.string(),
  workspace: z.string(),
  rollcall: z.string(),
  scope: EvidencePackScope,
  criteria: z.array(z.string()),
  contains: z.array(z.string()),
  doesNotContain: z.array(z.string()),
  auditHead: z.object({ sequence: z.number().int(), hash: Sha256 }),
  files: z.array(PackedFile),
  sha256: Sha256,
})
export type PackManifest = z.infer<typeof PackManifest>

/** Of one plan: from the deactivation of each person at an identity provider to the last account that was seen closed. */
export const PlanCertificate = z.object({
  planId: Id,
  title: z.string(),
  state: z.string(),
  hash: Sha256,
  /** The hash of what the plan says now is the one that was approved; not so where an erasure took words from it. */
  hashHolds: z.boolean(),
  approvals: z.array(z.object({ by: z.string(), at: Instant, hash: Sha256 })),
  people: z.array(
    z.object({
      personId: Id.nullable(),
      name: z.string(),
      deactivatedAt: Instant.nullable(),
      deactivatedIn: z.string().nullable(),
      lastVerifiedAt: Instant.nullable(),
      /** From deactivation to the last account that was verified; null unless every step was. */
      minutes: z.number().int().nullable(),
      sentence: z.string(),
    }),
  ),
  steps: z.array(
    z.object({
      order: z.number().int(),
      personName: z.string(),
      accountName: z.string(),
      connectionName: z.string(),
      action: StepDefinition.shape.action,
      route: Route,
      state: StepState,
      verified: z.boolean(),
      how: z.string(),
      at: Instant.nullable(),
      /** Pictures of consoles are named only where there are some, so that certificates from before keep their hash. */
      evidence: z.array(Evidence.pick({ kind: true, at: true, sha256: true, screenshots: true }).partial({ screenshots: true })),
    }),
  ),
  /** What was not verified, one sentence each. */
  notVerified: z.array(z.string()),
  issuedAt: Instant,
  issuedBy: z.string(),
  /** Over the rest of it as canonical JSON. */
  sha256: Sha256,
})
export type PlanCertificate = z.infer<typeof PlanCertificate>
