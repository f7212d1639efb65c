import { createHash } from 'node:crypto'
import { AuditEntry, PackManifest, PlanCertificate, Sha256 } from '@rollcall/contract'
import { z } from 'zod'
import { entryFault } from '../audit/index.ts'
import { canonicalJson, sha256 } from '../lifecycle/index.ts'
import { hashWithout } from './manifest.ts'
import { readTar, TarBroken } from './tar.ts'

export interface PackVerdict {
  /** Null when it has none that can be read. */
  readonly manifest: PackManifest | null
  /** What was changed, is missing, was added or cut off: one sentence each. Empty when the pack holds. */
  readonly problems: readonly string[]
  /** What the pack says of itself that a reader should know: words that an erasure took. */
  readonly notices: readonly string[]
  readonly checked: { readonly files: number; readonly plans: number; readonly evidence: number; readonly auditEntries: number }
}

/** Says that a file is no evidence pack at all. */
export class NotAPack extends Error {}

interface Seen {
  readonly hashes: Map<string, string>
  readonly problems: string[]
  readonly notices: string[]
  /** Files and pictures that steps name, with the hash that the step's evidence holds. */
  readonly attached: { path: string; sha256: string }[]
  readonly counts: { plans: number; evidence: number; auditEntries: number }
  manifest: PackManifest | null
  last: AuditEntry | null
}

/**
 * Checks a pack with nothing but its bytes: every hash of the manifest and its own, plan hashes computed again from the plans' documents,
 * the hashes of evidence and uploads, certificates, and the segment of the audit chain. One file is in memory at a time. @throws NotAPack
 */
export async function verifyPack(chunks: AsyncIterable<Uint8Array>): Promise<PackVerdict> {
  const seen: Seen = {
    hashes: new Map(),
    problems: [],
    notices: [],
    attached: [],
    counts: { plans: 0, evidence: 0, auditEntries: 0 },
    manifest: null,
    last: null,
  }
  try {
    for await (const { path, content } of readTar(chunks)) look(seen, path, content)
  } catch (thrown) {
    if (!(thrown instanceof TarBroken)) throw thrown
    if (seen.hashes.size === 0 && thrown.kind === 'damaged')
      throw new NotAPack('This is not an evidence pack: it does not begin as a tar file.', { cause: thrown })
    seen.problems.push(thrown.message)
  }
  if (seen.hashes.size + seen.problems.length === 0) throw new NotAPack('This is not an evidence pack: there is no file in it.')
  settle(seen)
  return { manifest: seen.manifest, problems: seen.problems, notices: seen.notices, checked: { files: seen.hashes.size, ...seen.counts } }
}

function look(seen: Seen, path: string, content: Buffer): void {
  if (seen.hashes.has(path)) seen.problems.push(`${path} is there twice: one of them was added.`)
  seen.hashes.set(path, createHash('sha256').update(content).digest('hex'))
  const kind = kinds.find(([pattern]) => pattern.test(path))
  if (kind === undefined) return
  try {
    kind[1](seen, path, content.toString('utf8'))
  } catch {
    seen.problems.push(`${path} cannot be read as what it should be.`)
  }
}

const kinds: readonly (readonly [RegExp, (seen: Seen, path: string, text: string) => void])[] = [
  [/^manifest\.json$/, lookAtManifest],
  [/^plans\/[^/]+\/plan\.json$/, lookAtPlan],
  [/^plans\/[^/]+\/certificate\.json$/, lookAtCertificate],
  [/^plans\/[^/]+\/steps-\d+\.jsonl$/, lookAtSteps],
  [/^audit\/entries-\d+\.jsonl$/, lookAtAudit],
]

const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .filter(each => each !== '')
    .map(each => JSON.parse(each) as unknown)

function lookAtManifest(seen: Seen, path: string, text: string): void {
  const manifest = PackManifest.parse(JSON.parse(text))
  const own = hashWithout(manifest)
  if (own !== manifest.sha256) seen.problems.push(`${path} was changed: it says its SHA-256 is ${manifest.sha256}, and it is ${own}.`)
  seen.manifest = manifest
}

const PackedPlan = z.object({
  title: z.string(),
  hash: Sha256,
  document: z.unknown(),
  hashHolds: z.boolean(),
  approvals: z.array(z.object({ userName: z.string(), hash: Sha256 })),
})

function lookAtPlan(seen: Seen, path: string, text: string): void {
  const { title, hash, document, hashHolds, approvals } = PackedPlan.parse(JSON.parse(text))
  seen.counts.plans += 1
  const own = sha256(canonicalJson(document))
  if (!hashHolds) seen.notices.push(`${path}: words of ${title} were erased before the pack was made; its hash cannot be computed again.`)
  else if (own !== hash) seen.problems.push(`${path}: the plan is not the one of its hash: ${hash} was approved, and what it says has ${own}.`)
  for (const approval of approvals)
    if (approval.hash !== hash) seen.problems.push(`${path}: ${approval.userName} approved ${approval.hash}, which is not this plan.`)
}

function lookAtCertificate(seen: Seen, path: string, text: string): void {
  const certificate = PlanCertificate.parse(JSON.parse(text))
  if (hashWithout(certificate) !== certificate.sha256) seen.problems.push(`${path} was changed: it does not have the SHA-256 that it says.`)
}

const PackedStep = z.object({
  order: z.number(),
  evidence: z.array(
    z.object({
      id: z.string(),
      content: z.string(),
      sha256: Sha256,
      intact: z.boolean(),
      screenshots: z.array(z.object({ shows: z.string(), sha256: Sha256, path: z.string().nullable() })).default([]),
    }),
  ),
  files: z.array(z.object({ name: z.string(), path: z.string().nullable(), sha256: Sha256 })),
})

function lookAtSteps(seen: Seen, path: string, text: string): void {
  for (const row of linesOf(text)) {
    const step = PackedStep.parse(row)
    for (const { id, content, sha256: said, intact, screenshots } of step.evidence) {
      seen.counts.evidence += 1
      if (!intact)
        seen.notices.push(`${path}, step ${step.order}: words of evidence ${id} were erased before the pack was made; its hash is that of what it said.`)
      else if (sha256(content) !== said) seen.problems.push(`${path}, step ${step.order}: evidence ${id} was changed: it does not have its SHA-256.`)
      for (const { shows, path: at, sha256: pictured } of screenshots) {
        if (at === null) seen.notices.push(`${path}, step ${step.order}: the picture of ${shows} was erased before the pack was made.`)
        else seen.attached.push({ path: at, sha256: pictured })
      }
    }
    for (const file of step.files) {
      seen.counts.evidence += 1
      if (file.path === null) seen.notices.push(`${path}, step ${step.order}: the content of ${file.name} was erased before the pack was made.`)
      else seen.attached.push({ path: file.path, sha256: file.sha256 })
    }
  }
}

function lookAtAudit(seen: Seen, path: string, text: string): void {
  for (const row of linesOf(text)) {
    const entry = AuditEntry.parse(row)
    seen.counts.auditEntries += 1
    const fault = entryFault(entry, seen.last)
    if (fault !== null) seen.problems.push(`${path}: entry ${entry.sequence} of the audit log ${fault}`)
    seen.last = entry
  }
}

/** What can be said only when all of it was seen. */
function settle(seen: Seen): void {
  const { manifest, hashes, problems, last } = seen
  for (const { path, sha256: said } of seen.attached) {
    const own = hashes.get(path)
    if (own !== undefined && own !== said) problems.push(`${path} was changed: the evidence of its step says SHA-256 ${said}, and it is ${own}.`)
  }
  if (manifest === null) {
    if (!hashes.has('manifest.json')) problems.push('manifest.json is missing: the pack was cut off, or never was one.')
    return
  }
  const listed = new Map(manifest.files.map(file => [file.path, file]))
  for (const [path, { sha256: said }] of listed) {
    const own = hashes.get(path)
    if (own === undefined) problems.push(`${path} is missing: the manifest names it.`)
    else if (own !== said) problems.push(`${path} was changed: the manifest says SHA-256 ${said}, and it is ${own}.`)
  }
  for (const path of hashes.keys()) if (path !== 'manifest.json' && !listed.has(path)) problems.push(`${path} was added: the manifest does not name it.`)
  if (last !== null && (last.sequence !== manifest.auditHead.sequence || last.hash !== manifest.auditHead.hash))
    problems.push(`The audit log ends at entry ${last.sequence}; the manifest says that it ended at ${manifest.auditHead.sequence}.`)
}
