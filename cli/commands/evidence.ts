import { createReadStream } from 'node:fs'
import { NotAPack, type PackVerdict, verifyPack } from '@rollcall/server/modules/evidence-packs/index.ts'
import { complain, say } from '../print.ts'

/** As `terraform plan -detailed-exitcode` has three answers: it holds, it does not, it is none. */
const codes = { holds: 0, changed: 1, notAPack: 2 } as const

/** Checks an evidence pack with nothing but the file; answers the exit code. `expected` is the manifest's hash as the audit log holds it. */
export async function evidenceVerify(file: string, expected: string | undefined): Promise<number> {
  let verdict: PackVerdict
  try {
    verdict = await verifyPack(createReadStream(file))
  } catch (thrown) {
    const unreadable = thrown instanceof Error && 'code' in thrown
    if (!(thrown instanceof NotAPack) && !unreadable) throw thrown
    complain(unreadable ? `${file} cannot be read: ${thrown.message}` : thrown.message)
    return codes.notAPack
  }
  const { manifest, notices, checked } = verdict
  const problems = [...verdict.problems]
  if (expected !== undefined && manifest !== null && manifest.sha256 !== expected)
    problems.push(`This is another pack than the one that was expected: its manifest has ${manifest.sha256}.`)
  for (const notice of notices) say(`Note: ${notice}`)
  for (const problem of problems) complain(problem)
  if (manifest !== null) {
    say(`Pack ${manifest.packId}, made ${manifest.madeAt} for ${manifest.requestedBy}: ${manifest.scope.from} to ${manifest.scope.to}.`)
    say(`Manifest SHA-256 ${manifest.sha256}. Compare it with the entry evidence_pack.made of the audit log, or give it as --manifest.`)
  }
  say(`Checked ${checked.files} files, ${checked.plans} plans, ${checked.evidence} pieces of evidence and ${checked.auditEntries} audit entries.`)
  say(problems.length === 0 ? 'The pack holds.' : `The pack does not hold: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`)
  return problems.length === 0 ? codes.holds : codes.changed
}
