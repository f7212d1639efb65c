import { type Plan, type PlanCertificate, verifyAudit } from '@rollcall/contract'
import type { PlanDraft } from '@rollcall/server/modules/lifecycle/index.ts'
import type { StandIns } from '@rollcall/simulators'
import type { Client } from '../../client.ts'
import { playCalls } from './calls-job.ts'
import { openEyes } from './eyes.ts'
import { type Ledger, verify } from './ledger.ts'
import { playLifecycle } from './lifecycle-job.ts'
import { playRoll } from './roll-job.ts'
import { setUp } from './set-up.ts'

interface Stage {
  readonly standIns: StandIns
  readonly draft: (draft: PlanDraft) => Promise<Plan>
  /** Whether there is a browser for the consoles of the apps that have no API. */
  readonly consoles: boolean
}

/**
 * Both jobs from end to end and side by side, then the lives of three people, through the public API of an empty workspace. Throws what was
 * not verified; answers the certificate of whoever left, or null without a browser.
 */
export async function playOnce(client: Client, ledger: Ledger, { standIns, draft, consoles }: Stage): Promise<PlanCertificate | null> {
  const eyes = openEyes(standIns)
  const connections = await setUp(client, ledger, standIns)
  const jobs = [playCalls(client, ledger, eyes, connections.get('salesforce')?.id ?? ''), playRoll(client, ledger, eyes)]
  // The other one is waited for: what it did belongs into the ledger as well.
  await Promise.allSettled(jobs)
  await Promise.all(jobs)
  const certificate = consoles ? await playLifecycle({ client, ledger, standIns, draft }) : null
  await ledger.step('audit', 'verify the chain', async () => {
    const { entries, intact, brokenAt } = await client.call(verifyAudit)
    verify(intact, `The audit log is broken at entry ${brokenAt ?? '?'}.`)
    return { count: entries, seen: 'Entries of the audit log; the chain of hashes is intact.' }
  })
  return certificate
}
