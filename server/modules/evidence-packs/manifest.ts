import type { PackManifest, PlanCertificate } from '@rollcall/contract'
import { canonicalJson, sha256 } from '../lifecycle/index.ts'

/** What a manifest or a certificate says of itself: SHA-256 over the rest of it. */
export const hashWithout = ({ sha256: _own, ...rest }: PackManifest | PlanCertificate): string => sha256(canonicalJson(rest))

export const withHash = <T extends object>(rest: T): T & { sha256: string } => ({ ...rest, sha256: sha256(canonicalJson(rest)) })

export const criteria: readonly string[] = [
  'CC6.1 Logical access: the populations, with administrators, disabled, shared and service accounts',
  'CC6.2 Access is given and taken by decision: plans, approvals, steps with before and after',
  'CC6.3 Access is changed as roles change and people leave: leavers with times, findings',
]

export const contains: readonly string[] = [
  'populations/: every account and identity of each app in the scope as it was last read, with the query, its parameters, time, principal, row count, read and verdict of completeness',
  'leavers.jsonl: everybody whom an identity provider deactivated in the period, with the time to the last account that was verified',
  'findings.jsonl: what was out of step in the period, whether it still is, and who accepted it until when and why',
  'access-rules.json: who should have what as it is now, with the exceptions and their last day; only where the pack is about everybody',
  'plans/: every plan of the period with its decisions, the hash that was approved, steps with before and after, their evidence and its hashes, pictures of consoles, files that people uploaded, and a certificate',
  'audit/: the audit log from the beginning of the period to the moment the pack was made, as a hash chain',
]

export const doesNotContain: readonly string[] = [
  'Accounts as they were at other times than the last read: the read and its time are named with each population',
  'Apps that are not connected to Rollcall, and accounts that a vendor does not show to the connection',
  'What a vendor did inside its own system; only what it answered and showed',
  'Content of evidence that was erased with the data of a person: its hash is there, and the pack says that its content is not',
  'Proof that this pack was made by this workspace: compare the hash of the manifest with the entry evidence_pack.made of the audit log',
  'Access rules as they were before: the audit log says when they were changed',
]

/** The first file of every pack. */
export const readme = [
  'Evidence of who had access to what, and of how it was taken away. Made by Rollcall.',
  'To check it without a server: rollcall evidence verify FILE',
  `For:\n${list(criteria)}`,
  `What is in it:\n${list(contains)}`,
  `What is not in it:\n${list(doesNotContain)}`,
  '',
].join('\n\n')

function list(sentences: readonly string[]): string {
  return sentences.map(sentence => `- ${sentence}`).join('\n')
}
