import { verifyAudit } from '@rollcall/contract'
import type { StandIns } from '@rollcall/simulators'
import type { Client } from '../../client.ts'
import { playCalls } from './calls-job.ts'
import { openEyes } from './eyes.ts'
import { type Ledger, verify } from './ledger.ts'
import { playRoll } from './roll-job.ts'
import { setUp } from './set-up.ts'

/** Both jobs from end to end and side by side, through the public API of an empty workspace. Throws what was not verified. */
export async function playOnce(client: Client, standIns: StandIns, ledger: Ledger): Promise<void> {
  const eyes = openEyes(standIns)
  const connections = await setUp(client, ledger, standIns)
  const jobs = [playCalls(client, ledger, eyes, connections.get('salesforce')?.id ?? ''), playRoll(client, ledger, eyes)]
  // The other one is waited for: what it did belongs into the ledger as well.
  await Promise.allSettled(jobs)
  await Promise.all(jobs)
  await ledger.step('audit', 'verify the chain', async () => {
    const { entries, intact, brokenAt } = await client.call(verifyAudit)
    verify(intact, `The audit log is broken at entry ${brokenAt ?? '?'}.`)
    return { count: entries, seen: 'Entries of the audit log; the chain of hashes is intact.' }
  })
}
