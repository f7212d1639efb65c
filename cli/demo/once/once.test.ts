import { listFindings, readMe } from '@rollcall/contract'
import type { Clock } from '@rollcall/server/context.ts'
import { draftSteps, type PlanDraft } from '@rollcall/server/modules/lifecycle/index.ts'
import { startStandIns } from '@rollcall/simulators'
import { afterEach, describe, expect, it } from 'vitest'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { becomeAdmin } from '../admin.ts'
import { openEyes } from './eyes.ts'
import { openLedger } from './ledger.ts'
import { playOnce } from './play-once.ts'
import { playRoll } from './roll-job.ts'
import { setUp } from './set-up.ts'

let workspace: Workspace
let standIns: Awaited<ReturnType<typeof startStandIns>>

const begin = async (options: { clock?: Clock } = {}) => {
  workspace = await startWorkspace(options)
  standIns = await startStandIns()
  return (await becomeAdmin(workspace.url, workspace.claimUrl ?? '')).client
}

afterEach(async () => {
  await workspace.stop()
  await standIns.close()
})

describe('the demo, played once', () => {
  it('does both jobs from end to end', async () => {
    // Vendors' rate budgets refill by this clock: what they make wait takes a fifth of the time.
    const started = Date.now()
    const client = await begin({ clock: { now: () => new Date(started + (Date.now() - started) * 5) } })
    // Codes of consoles would be of another time by this clock; test/journeys/demo-once.journey.ts plays with them.
    const draft = (steps: PlanDraft) => draftSteps(workspace.ctx, steps)
    expect(await playOnce(client, openLedger(), { standIns, draft, consoles: false })).toBeNull()
    expect(standIns.salesforce.state.org.Task).toHaveLength(6)
    expect(standIns.relay.state.users.filter(({ active, userName }) => active && standIns.company.stillActive.includes(userName))).toHaveLength(5)
    expect((await client.call(readMe)).workspace.empty).toBe(false)
  }, 60_000)

  it('fails with the account and what was seen when the app says yes and does nothing', async () => {
    const client = await begin()
    const ledger = openLedger()
    await setUp(client, ledger, standIns)
    standIns.relay.misbehave({ act: 'accept_and_not_do', method: 'PATCH', path: '/Users/rly_e1034', times: 100 })
    await expect(playRoll(client, ledger, openEyes(standIns))).rejects.toThrow(
      'jonas.eklund@fernhollow.example in Relay was not verified (applied unverified): Relay accepted the change, but Relay shows jonas.eklund@fernhollow.example as active.',
    )
    expect(standIns.relay.state.users.find(({ id }) => id === 'rly_e1034')?.active).toBe(true)
    const { items } = await client.call(listFindings, { query: { kind: 'active_after_deactivation', state: 'open' } })
    expect(items.map(({ personName }) => personName)).toEqual(['Jonas Eklund'])
  }, 60_000)
})
