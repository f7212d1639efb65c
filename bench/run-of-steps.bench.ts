import { scim } from '@rollcall/connectors'
import { compareNow, listFindings } from '@rollcall/contract'
import { sql } from 'kysely'
import { openPostgres } from '@rollcall/server/db/postgres.ts'
import { draftPlan, readPlan, resumeRuns } from '@rollcall/server/modules/lifecycle/index.ts'
import { eventually, signInAdmin, startWorkspace } from '../test/support/workspace.ts'
import type { Benchmark } from './benchmark.ts'
import { databaseAddress, environment, startCompany } from './roll/company.ts'

const perSecond = 50
const steps = 1000

/** Accounts are switched off in one app that counts its requests over any second, by everything that a run does: look, change, look, evidence. */
export const benchmark: Benchmark = {
  name: 'A run against a vendor with a limit',
  async run() {
    // The budget belongs to the connector: this vendor allows more than any app with SCIM can be trusted to.
    scim.limits.perMinute = perSecond * 60
    scim.limits.perSecond = perSecond
    const company = await startCompany({ people: 3 * steps, apps: 1, leaverEvery: 3, perSecond, roles: ['web', 'worker'] })
    const { ctx } = company.workspace
    const database = databaseAddress()
    const second = database === undefined ? null : await startWorkspace({ engine: await openPostgres(database), roles: ['worker'], environment })
    const ada = await signInAdmin({ ...company.workspace, claimUrl: null })
    await eventually(
      async () => {
        await ada.call(compareNow)
        return (await ada.call(listFindings, { query: { kind: 'active_after_deactivation', limit: 1 } })).total
      },
      total => total === steps,
      120,
    )
    const { rows } = await sql<{ id: string }>`select id from findings where kind = 'active_after_deactivation'`.execute(ctx.db)
    const { id } = await draftPlan(
      ctx,
      rows.map(row => row.id),
    )
    // So many changes need two people, whom this bench does not have.
    await ctx.db.updateTable('plans').set({ state: 'approved' }).where('id', '=', id).execute()
    await resumeRuns(ctx, { allAreAbandoned: false })
    const ended = await eventually(
      () => ctx.db.selectFrom('plans').select(['state', 'detail']).where('id', '=', id).executeTakeFirstOrThrow(),
      plan => ['done', 'stopped'].includes(plan.state),
      900,
    )
    const plan = await readPlan(ctx, id)
    const seen = await company.seen()
    await second?.stop()
    await company.stop()
    if (plan.verifiedCount !== steps) throw new Error(`The run did not verify every step: ${ended.detail}`)
    const rate = (seen.requests - 1) / (seen.milliseconds / 1000)
    const detail = `${steps} steps verified, ${seen.requests} requests in ${(seen.milliseconds / 1000).toFixed(1)} s, ${rate.toFixed(1)} of ${perSecond} a second, ${second === null ? 'one worker' : 'two workers'}, ${company.engine}`
    return [
      { claim: 'of the requests that the vendor allows are used', ratio: rate / perSecond, bound: { atLeast: 0.9 }, detail },
      {
        claim: 'of the limit in the fullest second there was',
        ratio: seen.mostInASecond / perSecond,
        bound: { atMost: 1 },
        detail: `${seen.mostInASecond} of ${perSecond}; ${seen.refused} refused`,
      },
    ]
  },
}
